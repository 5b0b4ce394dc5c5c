'use strict'

const { ServerResponse } = require('node:http')

const plainWriteHead = ServerResponse.prototype.writeHead

/** Sets a flat list of fields: the first of a name replaces what is there, more are added. */
function setHeaders(res, headers) {
  const seen = new Set()
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase()
    if (seen.has(name)) res.appendHeader(headers[i], headers[i + 1])
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
    setHeaders(res, action.headers)
    res.writeHead(action.status)
  }
  // A stand-in for a response counts what is written, even if it is nothing.
  if (action.body === null || action.body.length === 0) res.end()
  else res.end(action.body)
}

module.exports = { sendReply, setHeaders }
