'use strict'

// Checks what the user's server passes to `next()`. Where Next.js has a message of its own for the
// mistake (dist/server/next.js, dist/lib/get-project-dir.js), it is the one given here.

const fs = require('node:fs')
const path = require('node:path')
const { codedError, invalidOption } = require('./errors')

const isBoolean = (value) => typeof value === 'boolean'
const isString = (value) => typeof value === 'string'
const isObject = (value) => typeof value === 'object' && !Array.isArray(value)

// A port from an environment variable is a string in many servers, and works with Next.js.
const isPort = (value) => {
  const port = isString(value) && /^\d+$/.test(value) ? Number(value) : value
  return Number.isInteger(port) && port >= 0 && port <= 65535
}

const isCount = (value) => Number.isInteger(value) && value >= 0

const isServer = (value) => isObject(value) && typeof value.on === 'function'

const rules = [
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
  ['keepBuilds', isCount, 'a number of builds']
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
 * Throws for options that cannot work. Returns a copy with `dir` made absolute; everything else is
 * kept as it was given.
 */
function checkOptions(options) {
  if (options === undefined || options === null) {
    throw codedError(
      'NEXT_NATIVE_ERR_INVALID_OPTION',
      'The server has not been instantiated properly. https://nextjs.org/docs/messages/invalid-server-options'
    )
  }
  if (!isObject(options)) throw invalidOption('options', 'an object', options)
  for (const [name, accepts, expected] of rules) {
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

/** Whether `conf` was given and says anything, so that it stands in place of the config file. */
function hasConf(options) {
  return Boolean(options.conf) && Object.keys(options.conf).length > 0
}

module.exports = { checkOptions, hasConf }
