'use strict'

const { checkOptions } = require('./options')
const { CustomServer } = require('./app/custom-server')

/**
 * Creates the app object of a custom server. Takes the same call as `require('next')(options)`.
 *
 * @param {import('./index').NextNativeOptions} options
 * @returns {import('./index').NextNativeServer}
 */
function next(options) {
  const checked = checkOptions(options)
  return new CustomServer(checked)
}

// `require('next-native')`, `require('next-native').default` and `import next from 'next-native'`
// are the same function; `import { next }` works too.
module.exports = next
module.exports.default = next
module.exports.next = next
