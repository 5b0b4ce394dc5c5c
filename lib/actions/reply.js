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
 * A `writeHead` that somebody wrapped, as `compression` and `morgan` do, may not understand a flat
 * list and is not trusted with one.
 */
function sendReply(action, res) {
  if (res.writeHead === plainWriteHead) {
    res.writeHead(action.status, action.headers)
  } else {
    setHeaders(res, action.headers)
    res.statusCode = action.status
  }
  if (action.body === null) res.end()
  else res.end(action.body)
}

module.exports = { sendReply, setHeaders }
