'use strict'

// Writes the header fields that the core reads as one text (binding/request_reader.h). A field is the
// code of its name, its value and a line feed.

const { IncomingMessage } = require('node:http')

const lineBreaks = /[\r\n\0]/g

// Only Next.js itself may send these (dist/server/lib/server-ipc/utils.js). From a client they are
// removed before anything reads the request.
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

// Node.js creates `req.headers` when it is first read, which costs as much as all of our work for a
// request. These own properties of a message show whether that has happened, and how many items of
// `rawHeaders` it would read.
const [createdHeaders, rawCount] = ['kHeaders', 'kHeadersCount'].map((name) =>
  Object.getOwnPropertySymbols(new IncomingMessage(null)).find(
    ({ description }) => description === name
  )
)

// How many spellings of names are remembered; clients choose them.
const maxSpellings = 1000

/** One line: Node's parser never produces more, but user code may set more lines, or a list. */
function oneLine(value) {
  if (typeof value === 'string' && value.indexOf('\n') === -1) return value
  return String(Array.isArray(value) ? value.join(', ') : value).replace(lineBreaks, ' ')
}

/** The code of each name by its index, as the core reads it (src/http/header_name.h). */
function codesOf(names, { codeBase, codeShift, codesPerShift }) {
  const codeOf = (index) =>
    codeShift.repeat(index / codesPerShift) +
    String.fromCharCode(codeBase + (index % codesPerShift))
  return new Map(names.map((name, index) => [name, codeOf(index)]))
}

/**
 * @param {object} tables constants of the addon
 * @param {string[]} tables.requestHeaderNames lower-case names in the core's order
 * @param {string[]} tables.responseHeaderNames
 * @param {{ codeBase: number, codeShift: string, codesPerShift: number }} tables.wire
 * @param {string[]} [extraHeaderNames] further request header fields that the app's rules read
 */
function createHeaderText(
  { requestHeaderNames, responseHeaderNames, wire },
  extraHeaderNames = []
) {
  const requestCodes = codesOf([...requestHeaderNames, ...extraHeaderNames], wire)
  const responseCodes = codesOf(responseHeaderNames, wire)
  for (const name of internalHeaders) requestCodes.set(name, '')

  /**
   * The text of `req.headers`; deletes the internal fields from it. Iterating over the fields that
   * are there is several times faster than a lookup for each name.
   */
  function ofHeaders(headers) {
    let text = ''
    for (const name in headers) {
      const code = requestCodes.get(name)
      if (code === undefined) continue
      if (code === '') delete headers[name]
      else if (headers[name] !== undefined) text += code + oneLine(headers[name]) + '\n'
    }
    return text
  }

  // By name as clients spell it; null for one that the core does not read.
  const spellings = new Map()
  const fields = new Map()
  for (const [name, code] of requestCodes) fields.set(name, { code, seenIn: 0 })
  let message = 0

  function fieldOf(name) {
    let field = spellings.get(name)
    if (field !== undefined) return field
    field = fields.get(name.toLowerCase()) ?? null
    if (spellings.size < maxSpellings) spellings.set(name, field)
    return field
  }

  /**
   * The text of a request; deletes the internal fields from its headers. Reads the list of the parser
   * unless a field is repeated, for which Node.js has rules, or has to be deleted.
   */
  function ofRequest(req) {
    if (!createdHeaders || req[createdHeaders] !== null) return ofHeaders(req.headers)
    const raw = req.rawHeaders
    const end = req[rawCount]
    let text = ''
    message += 1
    for (let i = 0; i < end; i += 2) {
      const field = fieldOf(raw[i])
      if (field === null) continue
      if (field.code === '' || field.seenIn === message) return ofHeaders(req.headers)
      field.seenIn = message
      text += field.code + oneLine(raw[i + 1]) + '\n'
    }
    return text
  }

  /** The text of the fields called `names` that the user's server has already set on `res`. */
  function ofResponse(res, names) {
    let text = ''
    for (const name of names) {
      const code = responseCodes.get(name)
      if (code !== undefined) text += code + oneLine(res.getHeader(name)) + '\n'
    }
    return text
  }

  return { ofHeaders, ofRequest, ofResponse }
}

module.exports = { createHeaderText }
