'use strict'

const path = require('node:path')

const lib = path.join(__dirname, '..') + path.sep
const installed = `${path.sep}node_modules${path.sep}`

/**
 * Tells files of the user from files of installed packages, such as Next.js itself, and from the
 * files of next-native.
 *
 * @param {string | undefined} file undefined for code that is in no file, such as `node -e`
 * @returns {boolean}
 */
function isUserFile(file) {
  if (!file) return true
  return !file.includes(installed) && !file.startsWith(lib)
}

module.exports = { isUserFile }
