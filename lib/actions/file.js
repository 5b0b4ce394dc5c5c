'use strict'

const fs = require('node:fs/promises')
const { pipeline } = require('node:stream/promises')
const { setHeaders } = require('./reply')

// The client left: nothing is wrong and nobody is left to tell.
const departures = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE'
])

/**
 * Streams part of a file with back-pressure. Resolves to false, with nothing sent, when the file
 * cannot be opened any more; to true in every other case, also when the client leaves on the way.
 */
async function sendFile(action, req, res) {
  const { status, headers, path, offset, length } = action
  if (length === 0 || req.method === 'HEAD') {
    setHeaders(res, headers)
    res.statusCode = status
    res.end()
    return true
  }
  let file
  try {
    file = await fs.open(path)
  } catch {
    return false
  }
  if (res.destroyed) {
    await file.close()
    return true
  }
  setHeaders(res, headers)
  res.statusCode = status
  try {
    await pipeline(file.createReadStream({ start: offset, end: offset + length - 1 }), res)
  } catch (error) {
    if (!departures.has(error.code)) throw error
  }
  return true
}

module.exports = { sendFile }
