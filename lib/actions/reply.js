'use strict'

const { ServerResponse } = require('node:http')

const plainWriteHead = ServerResponse.prototype.writeHead

// FieldMerge of src/http/reply.h; '0' is to replace.
const append = '1'
const keepPresent = '2'

/**
 * Sets a flat list of fields. What becomes of a field that is there already is said for the first
 * of a name, by a character of `merges`: by default it is replaced. More of a name are added.
 */
function setHeaders(res, headers = [], merges = '') {
  const seen = new Set()
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase()
    const merge = merges[i / 2]
    if (merge === keepPresent && !seen.has(name) && res.hasHeader(name)) continue
    if (seen.has(name) || merge === append) res.appendHeader(headers[i], headers[i + 1])
    else res.setHeader(headers[i], headers[i + 1])
    seen.add(name)
  }
}

/**
 * Writes a ready response. The action may be shared by many requests and is not changed.
 *
 * The quick way hands the flat list to Node.js as it is. That is not for a response with fields of
 * its own, where Node.js keeps only the last of a repeated name, nor for one whose `writeHead`
 * somebody wrapped, as `compression` and `morgan` do: they may take the list for another.
 *
 * Either way the head is complete before the body is known to Node.js, which would add a
 * Content-Length where Next.js sends chunks.
 */
function sendReply(action, res) {
  if (res.writeHead === plainWriteHead && res.getHeaderNames().length === 0) {
    res.writeHead(action.status, action.headers)
  } else {
    for (const name of action.removed ?? []) res.removeHeader(name)
    setHeaders(res, action.headers, action.merges)
    res.writeHead(action.status)
  }
  // A stand-in for a response counts what is written, even if it is nothing.
  if (!action.body || action.body.length === 0) res.end()
  else res.end(action.body)
}

module.exports = { sendReply, setHeaders }
