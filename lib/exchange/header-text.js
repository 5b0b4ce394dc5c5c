'use strict'

// What the core is told of a request: the header fields it reads, in one string each way
// (src/pages/request.h). A field is the code of its name, its value and a line feed.

const { IncomingMessage } = require('node:http')

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

// Node.js makes `req.headers` when it is first asked for, which costs as much as all of our work
// for a request. These own properties of a message tell whether that has happened, and how many
// items of `rawHeaders` it would read.
const [madeHeaders, rawCount] = ['kHeaders', 'kHeadersCount'].map((name) =>
  Object.getOwnPropertySymbols(new IncomingMessage(null)).find(
    ({ description }) => description === name
  )
)

// Spellings of names that are remembered; clients choose them.
const maxSpellings = 1000

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

  // By name as clients spell it; null for one the core does not read.
  const spellings = new Map()
  const fields = new Map()
  for (const [name, code] of requestCodes) fields.set(name, { code, visit: 0 })
  let visit = 0

  function fieldOf(name) {
    let field = spellings.get(name)
    if (field !== undefined) return field
    field = fields.get(name.toLowerCase()) ?? null
    if (spellings.size < maxSpellings) spellings.set(name, field)
    return field
  }

  /**
   * Reads the fields of a message, from the list the parser made where that is enough: not where a
   * field is repeated, which Node.js has rules for, or is to be deleted.
   */
  function textOf(message) {
    if (!madeHeaders || message[madeHeaders] !== null) return requestText(message.headers)
    const raw = message.rawHeaders
    const end = message[rawCount]
    let text = ''
    visit += 1
    for (let i = 0; i < end; i += 2) {
      const field = fieldOf(raw[i])
      if (field === null) continue
      if (field.code === '' || field.visit === visit) return requestText(message.headers)
      field.visit = visit
      text += field.code + oneLine(raw[i + 1]) + '\n'
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

  return { requestText, textOf, responseText }
}

module.exports = { createFactReader }
