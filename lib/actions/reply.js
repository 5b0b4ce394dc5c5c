'use strict'

const { ServerResponse } = require('node:http')

const plainWriteHead = ServerResponse.prototype.writeHead

/**
 * Sets a flat list of fields. The first field of a name replaces what is on the response, further ones
 * are added.
 */
function setHeaders(res, headers = []) {
  const seen = new Set()
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase()
    if (seen.has(name)) res.appendHeader(headers[i], headers[i + 1])
    else res.setHeader(headers[i], headers[i + 1])
    seen.add(name)
  }
}

/**
 * Sets a flat list of fields as `merges` says: one character for each field, which counts for the
 * first field of a name. Further ones are added.
 *
 * @param {{ append: string, yield: string }} fieldMerge the characters, from the addon
 */
function mergeHeaders(res, headers, merges, fieldMerge) {
  const seen = new Set()
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase()
    const merge = merges[i / 2]
    if (merge === fieldMerge.yield && !seen.has(name) && res.hasHeader(name)) continue
    if (seen.has(name) || merge === fieldMerge.append) res.appendHeader(headers[i], headers[i + 1])
    else res.setHeader(headers[i], headers[i + 1])
    seen.add(name)
  }
}

/**
 * Writes a ready response. Many requests may share the action, so it is not changed.
 *
 * The quick way passes the flat list to Node.js as it is. It is not for a response that has fields:
 * Node.js would keep only the last of a repeated name. Nor is it for a `writeHead` that was wrapped,
 * as `compression` and `morgan` do: they may mistake the list for something else.
 *
 * Either way Node.js gets the complete head before the body. Otherwise it would add a Content-Length
 * where Next.js sends chunks.
 *
 * @param {object} action `status`, `headers`, and perhaps `merges`, `removed` and `body`
 * @param {import('node:http').ServerResponse} res
 * @param {{ append: string, yield: string }} [fieldMerge] from the addon; needed for `merges`
 */
function sendReply(action, res, fieldMerge) {
  if (res.writeHead === plainWriteHead && res.getHeaderNames().length === 0) {
    res.writeHead(action.status, action.headers)
  } else {
    for (const name of action.removed ?? []) res.removeHeader(name)
    if (action.merges) mergeHeaders(res, action.headers, action.merges, fieldMerge)
    else setHeaders(res, action.headers)
    res.writeHead(action.status)
  }
  // A captured response counts what is written, even if it is empty.
  if (!action.body || action.body.length === 0) res.end()
  else res.end(action.body)
}

module.exports = { sendReply, setHeaders }
