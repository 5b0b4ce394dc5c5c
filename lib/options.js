'use strict'

// Checks what the user's server passes to `next()`. Where Next.js has a message for a mistake
// (dist/server/next.js, dist/lib/get-project-dir.js), it is the same here.

const fs = require('node:fs')
const path = require('node:path')
const { codedError, invalidOption } = require('./errors')

const isBoolean = (value) => typeof value === 'boolean'
const isString = (value) => typeof value === 'string'
const isObject = (value) => typeof value === 'object' && !Array.isArray(value)

// Many servers pass a port from an environment variable, which is a string and works with Next.js.
const isPort = (value) => {
  const port = isString(value) && /^\d+$/.test(value) ? Number(value) : value
  return Number.isInteger(port) && port >= 0 && port <= 65535
}

const isCount = (value) => Number.isInteger(value) && value >= 0

const isServer = (value) => isObject(value) && typeof value.on === 'function'

// Name, test and what the test expects.
const checks = [
  ['conf', isObject, 'an object'],
  ['customServer', isBoolean, 'a boolean'],
  ['dir', isString, 'a string'],
  ['quiet', isBoolean, 'a boolean'],
  ['hostname', isString, 'a string'],
  ['port', isPort, 'a port number'],
  ['httpServer', isServer, 'an http.Server'],
  ['turbopack', isBoolean, 'a boolean'],
  ['turbo', isBoolean, 'a boolean'],
  ['webpack', isBoolean, 'a boolean'],
  ['minimalMode', isBoolean, 'a boolean'],
  ['reloadable', isBoolean, 'a boolean'],
  ['keepBuilds', isCount, 'a number of builds'],
  ['replyMemory', isCount, 'a number of bytes']
]

function checkBundlers({ customServer, turbo, turbopack, webpack }) {
  if (customServer === false && (turbo || turbopack || webpack)) {
    throw codedError(
      'NEXT_NATIVE_ERR_INVALID_OPTION',
      'Only custom servers can pass `webpack`, `turbo`, or `turbopack`.'
    )
  }
}

function checkDirectory(dir) {
  const stat = fs.statSync(dir, { throwIfNoEntry: false })
  if (!stat) {
    throw codedError(
      'NEXT_NATIVE_ERR_INVALID_DIR',
      `Invalid project directory provided, no such directory: ${dir}`
    )
  }
  if (!stat.isDirectory()) throw invalidOption('dir', 'a directory', dir)
}

/**
 * Checks the options of `next()`.
 *
 * @returns {object} a copy with an absolute `dir`; all other options are unchanged
 * @throws NEXT_NATIVE_ERR_INVALID_OPTION, NEXT_NATIVE_ERR_INVALID_DIR
 */
function checkOptions(options) {
  if (options === undefined || options === null) {
    throw codedError(
      'NEXT_NATIVE_ERR_INVALID_OPTION',
      'The server has not been instantiated properly. https://nextjs.org/docs/messages/invalid-server-options'
    )
  }
  if (!isObject(options)) throw invalidOption('options', 'an object', options)
  for (const [name, accepts, expected] of checks) {
    const value = options[name]
    if (value !== undefined && value !== null && !accepts(value)) {
      throw invalidOption(name, expected, value)
    }
  }
  checkBundlers(options)
  const dir = path.resolve(options.dir || '.')
  checkDirectory(dir)
  return { ...options, dir }
}

/** Tells if `conf` replaces the config file. An empty object does not. */
function hasConf(options) {
  return Boolean(options.conf) && Object.keys(options.conf).length > 0
}

module.exports = { checkOptions, hasConf }
