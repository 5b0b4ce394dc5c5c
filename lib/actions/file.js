'use strict'

const fs = require('node:fs/promises')
const { ServerResponse } = require('node:http')
const { pipeline } = require('node:stream/promises')
const { setHeaders } = require('./reply')

const plainWrite = ServerResponse.prototype.write

// Few large pieces cost the least CPU. A client that reads slowly holds one of them in memory.
const pieceSize = 256 * 1024

// The errors of a client that leaves, which are no failure.
const departures = new Set([
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE'
])

/**
 * Streams a part of a file with back-pressure.
 *
 * @param {{ path: string, offset: number, length: number, status: number, headers: string[] }} action
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {(req: object, res: object) => void} compress called when the fields of the response are set
 * @returns {Promise<boolean>} false, with nothing sent, if the file cannot be opened; else true, even
 *   if the client leaves on the way
 */
async function sendFile(action, req, res, compress) {
  const { path, offset, length } = action
  if (length === 0 || req.method === 'HEAD') {
    setHead(action, req, res, compress)
    res.end()
    return true
  }
  let file
  try {
    file = await fs.open(path)
  } catch {
    return false
  }
  // Watches the socket: a response that waits for another one of its connection gets no event.
  const departure = new AbortController()
  const leave = () => departure.abort()
  req.socket?.once('close', leave)
  try {
    if (res.destroyed || req.socket?.destroyed) return true
    setHead(action, req, res, compress)
    const send = res.write === plainWrite ? copy : pipe
    await send(file, offset, length, res, departure.signal)
  } finally {
    req.socket?.off('close', leave)
    await file.close()
  }
  return true
}

function setHead({ status, headers }, req, res, compress) {
  setHeaders(res, headers)
  res.statusCode = status
  compress(req, res)
}

/** Copies through one buffer, reused as soon as a piece is written. Costs half of a stream. */
async function copy(file, offset, length, res, signal) {
  const buffer = Buffer.allocUnsafeSlow(Math.min(length, pieceSize))
  let left = length
  while (left > 0) {
    const size = Math.min(left, pieceSize)
    const { bytesRead } = await file.read(buffer, 0, size, offset + length - left)
    // The file has become shorter than the Content-Length.
    if (bytesRead === 0) {
      res.destroy()
      return
    }
    left -= bytesRead
    await written(res, buffer.subarray(0, bytesRead), signal)
    if (signal.aborted) return
  }
  res.end()
}

/** Resolves when the piece is written, or when the client has left. */
function written(res, piece, signal) {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
    res.write(piece, done)
  })
}

/** Streams into a `write` that was wrapped: it may keep the pieces and need not call back. */
async function pipe(file, offset, length, res, signal) {
  const range = { start: offset, end: offset + length - 1 }
  try {
    const stream = file.createReadStream({ ...range, autoClose: false, highWaterMark: pieceSize })
    await pipeline(stream, res, { signal })
  } catch (error) {
    if (!departures.has(error.code)) throw error
  }
}

module.exports = { sendFile }
