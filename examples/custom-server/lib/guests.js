// Lives as long as the server does. `globalThis` makes it one list for every bundle.
const guests = (globalThis.exampleGuests ??= ['The harbour master'])

export function listGuests() {
  return guests.slice(-8).reverse()
}

export function addGuest(name) {
  guests.push(name)
}
