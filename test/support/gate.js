'use strict'

/** A promise, and the function that resolves it. */
function gate() {
  let open
  const opened = new Promise((resolve) => (open = resolve))
  return { opened, open }
}

module.exports = { gate }
