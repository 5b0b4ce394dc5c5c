'use strict'

// What the core is told of a request: the header fields it reads, in one string each way
// (src/server/request.h). A field is the code of its name, its value and a line feed.

// Wire form, see src/http/header_name.h.
const codeBase = 64
const codeShift = '!'
const codesPerShift = 128
const lineBreaks = /[\r\n\0]/g

// Only Next.js itself may send these (dist/server/lib/server-ipc/utils.js); from a client they
// are dropped before anything reads the request.
const internalHeaders = [
  'x-middleware-rewrite',
  'x-middleware-redirect',
  'x-middleware-set-cookie',
  'x-middleware-skip',
  'x-middleware-override-headers',
  'x-middleware-next',
  'x-now-route-matches',
  'x-matched-path',
  'x-nextjs-data',
  'x-next-resume-state-length',
  'next-resume'
]

/** A value of Node's own parser is one line; only one set by user code may have more, or be a list. */
function oneLine(value) {
  if (typeof value === 'string' && value.indexOf('\n') === -1) return value
  return String(Array.isArray(value) ? value.join(', ') : value).replace(lineBreaks, ' ')
}

function codesOf(names) {
  const codeOf = (index) =>
    codeShift.repeat(index / codesPerShift) +
    String.fromCharCode(codeBase + (index % codesPerShift))
  return new Map(names.map((name, index) => [name, codeOf(index)]))
}

/**
 * @param {string[]} requestNames lower-case names in the core's order
 * @param {string[]} responseNames
 */
function createFactReader(requestNames, responseNames) {
  const requestCodes = codesOf(requestNames)
  const responseCodes = codesOf(responseNames)
  for (const name of internalHeaders) requestCodes.set(name, '')

  /**
   * Reads `req.headers`, and deletes the internal fields from it. It goes through the fields that
   * are there: asking for each name that may be is several times slower.
   */
  function requestText(headers) {
    let text = ''
    for (const name in headers) {
      const code = requestCodes.get(name)
      if (code === undefined) continue
      if (code === '') delete headers[name]
      else if (headers[name] !== undefined) text += code + oneLine(headers[name]) + '\n'
    }
    return text
  }

  /** Reads what the user's server has already set on `res`: the fields called `names`. */
  function responseText(res, names) {
    let text = ''
    for (const name of names) {
      const code = responseCodes.get(name)
      if (code !== undefined) text += code + oneLine(res.getHeader(name)) + '\n'
    }
    return text
  }

  return { requestText, responseText }
}

module.exports = { createFactReader }
