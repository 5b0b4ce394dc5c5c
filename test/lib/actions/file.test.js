'use strict'

// Files that are sent in pieces arrive complete, whatever wraps the response, and are closed.

const assert = require('node:assert')
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { copyFixture } = require('../../support/fixture')
const { withStandIn } = require('../../support/core')
const { serveApp } = require('../../support/serve')

// The stand-in streams every file.
const { next, core } = withStandIn()

const size = 3 * 1024 * 1024 + 7
const content = Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251))

function appWithFile(t, name) {
  const dir = copyFixture(t, name)
  const file = path.join(dir, 'public/large.bin')
  fs.writeFileSync(file, content)
  return { dir, file }
}

/** Has the core answer files with `type`; the stand-in knows text only. */
function serveAs(t, type, change = {}) {
  const server = core.last
  const start = server.start.bind(server)
  t.mock.method(server, 'start', (...args) => {
    const action = start(...args)
    if (!action.path) return action
    const headers = ['Content-Type', type, 'Content-Length', String(change.length ?? size)]
    return { ...action, headers, ...change }
  })
}

const isOpen = (file) =>
  fs.readdirSync('/proc/self/fd').some((fd) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${fd}`) === file
    } catch {
      return false
    }
  })

async function untilClosed(file) {
  for (let tries = 0; isOpen(file); tries++) {
    assert.ok(tries < 200, 'the file is open')
    await delay(25)
  }
}

// Keeps pieces and never calls back, as the `compression` middleware does.
function keepPieces(res) {
  const { write, end } = res
  const kept = []
  res.write = (piece) => {
    kept.push(piece)
    return true
  }
  res.end = () => {
    for (const piece of kept) write.call(res, piece)
    return end.call(res)
  }
}

for (const { what, type, wrap, coding } of [
  { what: 'as it is', type: 'application/octet-stream', coding: null },
  { what: 'compressed', type: 'text/plain', coding: 'gzip' },
  { what: 'through a middleware', type: 'application/octet-stream', wrap: keepPieces, coding: null }
]) {
  test(`a large file, ${what}`, async (t) => {
    const { dir, file } = appWithFile(t, `file-${type.replace('/', '-')}-${Boolean(wrap)}`)
    const { origin } = await serveApp(t, next, { dir }, (_app, handle) => (req, res) => {
      wrap?.(res)
      handle(req, res)
    })
    serveAs(t, type)
    const answers = [1, 2, 3].map(() =>
      fetch(`${origin}/large.bin`, { headers: { 'accept-encoding': 'gzip' } })
    )
    for (const answer of await Promise.all(answers)) {
      assert.strictEqual(answer.headers.get('content-encoding'), coding)
      assert.ok(content.equals(Buffer.from(await answer.arrayBuffer())))
    }
    await untilClosed(file)
  })
}

test('a part of a file', async (t) => {
  const { dir } = appWithFile(t, 'file-part')
  const { origin } = await serveApp(t, next, { dir })
  const [offset, length] = [300_000, 700_001]
  serveAs(t, 'application/octet-stream', { status: 206, offset, length })
  const answer = await fetch(`${origin}/large.bin`)
  const part = content.subarray(offset, offset + length)
  assert.ok(part.equals(Buffer.from(await answer.arrayBuffer())))
})

test('a file that has become shorter ends the connection, so that the client does not wait', async (t) => {
  const { dir, file } = appWithFile(t, 'file-short')
  const { origin } = await serveApp(t, next, { dir })
  serveAs(t, 'application/octet-stream', { length: size + 1 })
  const answer = await fetch(`${origin}/large.bin`, { signal: AbortSignal.timeout(5000) })
  await assert.rejects(answer.arrayBuffer(), /terminated/)
  await untilClosed(file)
})

test('a client that leaves while its response waits behind another one', async (t) => {
  const { dir, file } = appWithFile(t, 'file-queued')
  const { port } = await serveApp(t, next, { dir }, (_app, handle) => (req, res) => {
    if (req.url === '/large.bin') handle(req, res)
  })
  const client = net.connect(port, '127.0.0.1')
  await once(client, 'connect')
  const request = (url) => `GET ${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  client.write(request('/never') + request('/large.bin'))
  for (let tries = 0; !isOpen(file); tries++) {
    assert.ok(tries < 200, 'the file was not opened')
    await delay(25)
  }
  client.destroy()
  await untilClosed(file)
})
