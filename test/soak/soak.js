'use strict'
// node --expose-gc test/soak/soak.js [requests]: sends mixed requests, many of them aborted by the
// client, to one server in this process. Memory must be flat after the warm-up, nothing may stay
// open, and after close() the process must end by itself. The default is 100,000 requests.

const assert = require('node:assert')
const http = require('node:http')
const net = require('node:net')

const { buildApp, buildFacts, copyApp, root } = require('../conformance/support/fixture-apps')

const requests = Number(process.argv[2] ?? 100_000)
const concurrency = 24
const allowedGrowth = 24 * 1024 * 1024

process.env.NODE_ENV = 'production'
buildApp('app-only')
const folder = copyApp('app-only', 'soak')
const { script } = buildFacts('app-only')
process.chdir(folder)

const get = (target, headers = '') => `GET ${target} HTTP/1.1\r\nHost: soak.test\r\n${headers}\r\n`
const gzip = 'Accept-Encoding: gzip\r\n'
const draft = 'Cookie: __prerender_bypass=made-up\r\n'
const form = 'Content-Length: 9\r\nContent-Type: text/plain\r\n'

// The requests. `end` says when the client leaves: after the answer, in its middle, or at once.
const mix = [
  { text: get('/small'), end: 'answered' },
  { text: get('/static', gzip), end: 'answered' },
  { text: get('/plain.txt'), end: 'answered' },
  { text: get(script, gzip), end: 'answered' },
  { text: get('/isr-short'), end: 'answered' },
  { text: get('/blog/first', 'RSC: 1\r\n'), end: 'answered' },
  { text: get('/long.txt', 'Range: bytes=0-99\r\n'), end: 'answered' },
  { text: get('/api/static', 'If-None-Match: *\r\n'), end: 'answered' },
  { text: get('/nowhere'), end: 'answered' },
  { text: get('/%zz'), end: 'answered' },
  { text: get('/small/'), end: 'answered' },
  { text: get('/dynamic?a=1'), end: 'answered' },
  { text: get('/draft', draft), end: 'answered' },
  { text: `POST /small HTTP/1.1\r\nHost: soak.test\r\n${form}\r\nnine byte`, end: 'answered' },
  { text: get('/big.bin'), end: 'middle' },
  { text: get('/big.txt', gzip), end: 'middle' },
  { text: get('/stream'), end: 'middle' },
  { text: get('/api/stream'), end: 'middle' },
  { text: get('/static'), end: 'at once' },
  { text: get('/big.bin'), end: 'at once' },
  { text: get('/dynamic'), end: 'at once' },
  { text: `POST /api/echo HTTP/1.1\r\nHost: soak.test\r\n${form}\r\nfour`, end: 'middle' }
]

// Sends one request on its own connection. Resolves when the connection is closed.
function visit(port, { text, end }) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('error', () => {}).on('close', resolve)
    socket.write(end === 'answered' ? text.replace('\r\n', '\r\nConnection: close\r\n') : text)
    if (end === 'answered') socket.resume()
    else if (end === 'middle') {
      socket.once('data', () => socket.destroy())
      socket.setTimeout(50, () => socket.destroy())
    } else socket.once('connect', () => setImmediate(() => socket.destroy()))
  })
}

async function visitMany(port, count) {
  let started = 0
  const client = async () => {
    while (started < count) await visit(port, mix[started++ % mix.length])
  }
  await Promise.all(Array.from({ length: concurrency }, client))
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function residentMemory() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.()
    await sleep(100)
  }
  return process.memoryUsage().rss
}

// Returns what keeps the event loop alive, except the pipes of this process.
const openHandles = () => process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap')

async function main() {
  const next = require(root)
  const app = next({ dev: false, dir: folder, quiet: true })
  const server = http.createServer(app.getRequestHandler())
  await app.prepare()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()

  const warmUp = Math.floor(requests / 4)
  await visitMany(port, warmUp)
  const before = await residentMemory()
  const laps = []
  for (let lap = 0; lap < 3; lap++) {
    await visitMany(port, Math.floor((requests - warmUp) / 3))
    laps.push(await residentMemory())
  }
  const megabytes = [before, ...laps].map((bytes) => (bytes / 2 ** 20).toFixed(1))
  console.log(`${requests} requests; resident MiB after each part: ${megabytes.join(', ')}`)
  console.log(`answers: ${JSON.stringify(app.stats())}`)
  assert.ok(laps.at(-1) - before < allowedGrowth, `memory grew: ${megabytes.join(', ')}`)

  await new Promise((resolve) => server.close(resolve))
  await app.close()
  await sleep(200)
  console.log(`open handles: ${JSON.stringify(openHandles())}`)
  assert.deepStrictEqual(openHandles(), [])
  // A handle that is not listed would keep the process alive; this timer does not.
  setTimeout(() => {
    console.error('the process does not end after close()')
    process.exit(1)
  }, 10_000).unref()
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
