'use strict'
// Makes one request and its response as Node.js does, without a connection.

const http = require('node:http')
const { Duplex } = require('node:stream')

class Connection extends Duplex {
  remoteAddress = '127.0.0.1'
  encrypted = false
  received = []

  _read() {}

  _write(chunk, _encoding, done) {
    this.received.push(chunk)
    done()
  }

  setTimeout() {}
  setNoDelay() {}
  setKeepAlive() {}
}

/** Splits `received`, the chunks written to the connection, into head and body. */
function parse(received) {
  const text = Buffer.concat(received)
  const end = text.indexOf('\r\n\r\n')
  return { head: text.subarray(0, end).toString('latin1'), body: text.subarray(end + 4) }
}

/** @param {{ method: string, url: string, headers: [string, string][] }} request */
function openExchange({ method, url, headers }) {
  const socket = new Connection()
  const req = new http.IncomingMessage(socket)
  Object.assign(req, { method, url, httpVersionMajor: 1, httpVersionMinor: 1, httpVersion: '1.1' })
  const lines = headers.flat()
  req._addHeaderLines(lines, lines.length)
  req.push(null)
  req.complete = true
  const res = new http.ServerResponse(req)
  res.useChunkedEncodingByDefault = false
  res.assignSocket(socket)
  const finished = new Promise((resolve) => res.once('close', resolve).once('finish', resolve))
  const answer = () => ({
    status: res.statusCode,
    headers: res.getHeaders(),
    body: parse(socket.received).body.toString('utf8')
  })
  return { req, res, finished, answer }
}

module.exports = { openExchange }
