'use strict'
// Sends a peer one request, and checks that two peers answer the same.

const http = require('node:http')
const { once } = require('node:events')
const zlib = require('node:zlib')

const decoders = {
  identity: (body) => body,
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync
}

/** Returns one answer: status, raw headers, body as sent and decoded. */
async function ask(peer, { path, headers }) {
  const request = http.get({ host: '127.0.0.1', port: peer.port, path, headers, agent: false })
  const [response] = await once(request, 'response')
  const chunks = []
  for await (const chunk of response) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const coding = response.headers['content-encoding'] ?? 'identity'
  if (!decoders[coding]) throw new Error(`${peer.name} ${path}: unknown coding ${coding}`)
  const decoded = body.length > 0 ? decoders[coding](body) : body
  return {
    status: response.statusCode,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    coding,
    body,
    decoded
  }
}

/** Throws if `answer` of `peer` has the wrong status or differs from the reference's. */
function checkAnswer(peer, scenario, answer, reference) {
  const where = `${peer.name} ${scenario.path} (Accept-Encoding ${scenario.coding})`
  if (answer.status !== scenario.status) {
    throw new Error(`${where}: status ${answer.status} instead of ${scenario.status}`)
  }
  if (!answer.decoded.equals(reference.decoded)) {
    const [got, wanted] = [answer.decoded, reference.decoded]
    const at = wanted.findIndex((byte, index) => got[index] !== byte)
    const from = Math.max(0, at - 40)
    const excerpt = (body) => JSON.stringify(body.subarray(from, from + 120).toString('latin1'))
    throw new Error(
      `${where}: ${got.length} bytes instead of ${wanted.length}, different from byte ${at} on\n` +
        `  got      ${excerpt(got)}\n  expected ${excerpt(wanted)}`
    )
  }
}

// Not part of a replayed answer: node:http adds these itself.
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

function replayOf({ status, rawHeaders, body }) {
  const headers = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (hopByHop.has(rawHeaders[index].toLowerCase())) continue
    headers.push(rawHeaders[index], rawHeaders[index + 1])
  }
  // With a length, the ceiling does not pay for chunked encoding.
  const hasLength = headers.some((name, index) => index % 2 === 0 && /^content-length$/i.test(name))
  if (!hasLength && status !== 304) headers.push('Content-Length', String(body.length))
  return { status, headers, body }
}

module.exports = { ask, checkAnswer, replayOf }
