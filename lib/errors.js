'use strict'

/**
 * Creates an Error with a `code`, which programs can check. docs/errors.md lists every code.
 *
 * @param {string} code such as 'NEXT_NATIVE_ERR_NEXT_NOT_FOUND'
 * @param {string} message full sentences for people
 * @param {{ cause?: unknown, type?: ErrorConstructor }} [details]
 */
function codedError(code, message, { cause, type = Error } = {}) {
  const error = cause === undefined ? new type(message) : new type(message, { cause })
  error.code = code
  return error
}

/** The error of a wrong value for an option of `next()`. */
function invalidOption(name, expected, value) {
  const shown = typeof value === 'string' ? `'${value}'` : String(value)
  return codedError(
    'NEXT_NATIVE_ERR_INVALID_OPTION',
    `The \`${name}\` option must be ${expected}, received ${shown} (${typeof value}).`,
    { type: TypeError }
  )
}

module.exports = { codedError, invalidOption }
