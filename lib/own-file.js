'use strict'

const path = require('node:path')

const packageRoot = path.join(__dirname, '..') + path.sep
const installed = `${path.sep}node_modules${path.sep}`

/**
 * Whether a file is the user's own: not of an installed package, such as Next.js itself, and not
 * of next-native.
 *
 * @param {string | undefined} file undefined for code that is in no file, such as `node -e`
 */
function isOwnFile(file) {
  if (!file) return true
  return !file.includes(installed) && !file.startsWith(path.join(packageRoot, 'lib') + path.sep)
}

module.exports = { isOwnFile }
