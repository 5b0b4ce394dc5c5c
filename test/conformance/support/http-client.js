'use strict'
// A client that sends a request exactly as written and returns the answer exactly as received: no
// URL parsing, no decompression, header lines in order and with duplicates. One connection carries
// one exchange, or several that are sent at once.

const net = require('node:net')

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} reason
 * @property {[string, string][]} headers as received; text is Latin-1
 * @property {Buffer} body without the chunked framing, content coding untouched
 * @property {'none' | 'length' | 'chunked' | 'close'} framing
 * @property {number[]} interim status codes of the 1xx answers before this one. A 101 is not one of
 *   them: the bytes after it are its body
 * @property {boolean} complete false if the connection ended inside the answer
 */

const bodyless = (method, status) => method === 'HEAD' || status === 204 || status === 304

function serialize({ method = 'GET', path, headers = {}, body, raw }, { host, last }) {
  if (raw !== undefined) return Buffer.from(raw, 'latin1')
  const list = Array.isArray(headers) ? headers : Object.entries(headers)
  const has = (name) => list.some(([key]) => key.toLowerCase() === name)
  const lines = [`${method} ${path} HTTP/1.1`]
  if (!has('host')) lines.push(`Host: ${host}`)
  for (const [name, value] of list) lines.push(`${name}: ${value}`)
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body)
  if (body !== undefined && !has('content-length') && !has('transfer-encoding')) {
    lines.push(`Content-Length: ${bytes.length}`)
  }
  if (last && !has('connection')) lines.push('Connection: close')
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes])
}

function parseHead(bytes, start) {
  const end = bytes.indexOf('\r\n\r\n', start)
  if (end < 0) return null
  const [first, ...lines] = bytes.toString('latin1', start, end).split('\r\n')
  const match = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(first)
  if (!match) return null
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  return { status: Number(match[1]), reason: match[2], headers, next: end + 4 }
}

function parseChunked(bytes, start) {
  const parts = []
  let at = start
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return { body: Buffer.concat(parts), next: bytes.length, complete: false }
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16)
    if (size === 0) return { body: Buffer.concat(parts), next: end + 4, complete: true }
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
    if (at > bytes.length)
      return { body: Buffer.concat(parts), next: bytes.length, complete: false }
  }
}

// Parses the answer that begins at `start`. Returns null if there is none.
function parseAnswer(bytes, start, method) {
  const interim = []
  let head = parseHead(bytes, start)
  while (head && head.status < 200 && head.status !== 101) {
    interim.push(head.status)
    head = parseHead(bytes, head.next)
  }
  if (!head) return null
  const { status, reason, headers, next: at } = head
  const field = (name) => headers.find(([key]) => key.toLowerCase() === name)?.[1]
  const answer = { status, reason, headers, interim }
  const none = { body: Buffer.alloc(0), next: at, complete: true }
  if (bodyless(method, status)) return { ...answer, framing: 'none', ...none }
  if (field('transfer-encoding')) {
    return { ...answer, framing: 'chunked', ...parseChunked(bytes, at) }
  }
  if (field('content-length') !== undefined) {
    const next = at + Number(field('content-length'))
    const body = bytes.subarray(at, next)
    return { ...answer, framing: 'length', body, next, complete: next <= bytes.length }
  }
  return {
    ...answer,
    framing: 'close',
    body: bytes.subarray(at),
    next: bytes.length,
    complete: true
  }
}

// Sends `requests` on one connection, all at once. Resolves to their answers when the server has
// closed the connection. A missing answer is null.
function exchange(port, requests, { host = 'fixture.test:4000', timeout = 10_000 } = {}) {
  return new Promise((resolve) => {
    const parts = []
    const socket = net.connect({ port, host: '127.0.0.1' })
    socket.setTimeout(timeout, () => socket.destroy())
    socket.on('data', (part) => parts.push(part))
    socket.on('error', () => {}) // A reset appears as a missing or incomplete answer.
    socket.on('close', () => {
      const bytes = Buffer.concat(parts)
      let at = 0
      const answers = requests.map(({ method = 'GET' }) => {
        const answer = parseAnswer(bytes, at, method)
        if (answer) at = answer.next
        return answer
      })
      resolve(answers)
    })
    requests.forEach((request, index) => {
      socket.write(serialize(request, { host, last: index === requests.length - 1 }))
    })
  })
}

// Sends one request. Resolves to its Answer, or to null if there is none.
async function send(port, request, options) {
  const [answer] = await exchange(port, [request], options)
  return answer
}

module.exports = { exchange, send }
