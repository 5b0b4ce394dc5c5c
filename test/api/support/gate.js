'use strict'

/** Something that is waited for until the test lets it go on. */
function gate() {
  let open
  const opened = new Promise((resolve) => (open = resolve))
  return { opened, open }
}

module.exports = { gate }
