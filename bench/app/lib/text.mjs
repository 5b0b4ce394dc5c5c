// Text that is the same in every build and about as compressible as prose.

const words =
  'a page that many people read is written once and sent again and again while the server waits for ' +
  'nothing but the network of its readers who rarely know how little work was left to do after the ' +
  'build had found every word of it'
const vocabulary = words.split(' ')

/** Returns the sentence with number `index`: 12 words, different for every number. */
export function sentence(index) {
  let state = index * 2654435761 + 1
  const chosen = Array.from({ length: 12 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return vocabulary[(state >>> 8) % vocabulary.length]
  })
  return `${index}: ${chosen.join(' ')}.`
}

export function sentences(count) {
  return Array.from({ length: count }, (_, index) => sentence(index))
}
