'use strict'

// The socket of an upgrade, connected with another server: data in both directions, and every way to end.

const assert = require('node:assert')
const net = require('node:net')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { WebSocket, WebSocketServer } = require('ws')
const { buildFixture } = require('../../support/fixture')
const { lib } = require('../../support/core')
const { serve } = require('../../support/serve')

const { InstalledNext } = require(path.join(lib, 'next/installed-next'))
const { proxyUpgrade } = require(path.join(lib, 'actions/proxy'))

const next = new InstalledNext(buildFixture())

async function until(condition, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await delay(25)
  }
  assert.fail(message)
}

/** A server that connects every upgrade with `upstream`, and the lines that it has logged. */
async function serveProxy(t, upstream) {
  const lines = []
  t.mock.method(console, 'error', (...words) => lines.push(words))
  const app = { next, config: { experimental: {} } }
  const served = await serve(t, (_req, res) => res.end())
  served.server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => {})
    proxyUpgrade(app, { url: upstream + req.url }, req, socket, head)
  })
  return { ...served, lines }
}

/** A server whose upgrades go to `onUpgrade`, with all its sockets in `sockets`. */
async function serveUpgrades(t, onUpgrade) {
  const sockets = new Set()
  const served = await serve(t, (_req, res) => res.end('no upgrade'))
  served.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  served.server.on('upgrade', onUpgrade)
  t.after(() => sockets.forEach((socket) => socket.destroy()))
  return { ...served, sockets }
}

const connectionsOf = (server) =>
  new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))

const switching =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

/** A client that sends the handshake, and then what the test writes. */
function connect(t, port, { method = 'GET', protocol = 'websocket' } = {}) {
  const client = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  client.received = ''
  client.on('data', (part) => (client.received += part.toString('latin1')))
  client.on('error', () => {})
  t.after(() => client.destroy())
  client.write(
    `${method} /socket HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`
  )
  return client
}

/** Waits until no connection is left on either side of the proxy. */
async function nothingIsLeft(proxy, upstream) {
  await until(async () => (await connectionsOf(proxy.server)) === 0, 'a client is still connected')
  await until(() => upstream.sockets.size === 0, 'the other server is still connected')
}

test('messages pass in both directions, however large', async (t) => {
  const echo = new WebSocketServer({ noServer: true })
  const upstream = await serveUpgrades(t, (req, socket, head) =>
    echo.handleUpgrade(req, socket, head, (client) => {
      client.send(`${req.url} ${req.headers['x-forwarded-host']} ${req.headers.host}`)
      client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }))
    })
  )
  const proxy = await serveProxy(t, upstream.origin)
  const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat?x=1`)
  const [greeting] = await once(client, 'message')
  const hosts = [`127.0.0.1:${proxy.port}`, `127.0.0.1:${upstream.port}`]
  assert.strictEqual(String(greeting), `/chat?x=1 ${hosts.join(' ')}`)
  for (const message of [Buffer.from('hello'), Buffer.alloc(5_000_000, 'large')]) {
    client.send(message)
    const [answer, isBinary] = await once(client, 'message')
    assert.ok(isBinary && message.equals(answer))
  }
  client.close(4000, 'enough')
  const [code, reason] = await once(client, 'close')
  assert.deepStrictEqual([code, String(reason)], [4000, 'enough'])
  await nothingIsLeft(proxy, upstream)
  assert.deepStrictEqual(proxy.lines, [])
})

test('data after the handshake in the same packet arrives, on either side', async (t) => {
  const upstream = await serveUpgrades(t, (_req, socket, head) => {
    socket.write(`${switching}at once`)
    socket.write(`, heard ${head}`)
    socket.on('data', (part) => socket.write(`, heard ${part}`))
  })
  const proxy = await serveProxy(t, upstream.origin)
  const client = connect(t, proxy.port)
  client.write('early')
  await until(() => client.received.endsWith('at once, heard , heard early'), client.received)
})

test('a refusal is passed on unchanged', async (t) => {
  const upstream = await serveUpgrades(t, (_req, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nX-Why: because\r\nContent-Length: 2\r\n\r\nno')
  )
  const proxy = await serveProxy(t, upstream.origin)
  const client = connect(t, proxy.port)
  await once(client, 'end')
  assert.match(client.received, /^HTTP\/1\.1 403 Forbidden\r\n.*X-Why: because.*\r\n\r\nno$/is)
  client.end()
  await nothingIsLeft(proxy, upstream)
})

test('other methods and protocols are cut off', async (t) => {
  const upstream = await serveUpgrades(t, () => assert.fail('it was asked'))
  const proxy = await serveProxy(t, upstream.origin)
  for (const options of [{ method: 'POST' }, { protocol: 'h2c' }]) {
    const client = connect(t, proxy.port, options)
    await once(client, 'end')
    assert.strictEqual(client.received, '')
    client.end()
  }
  await nothingIsLeft(proxy, upstream)
})

test('a server that is down or drops the connection: the text of Next.js, and a line in the log', async (t) => {
  const dropping = await serveUpgrades(t, (_req, socket) => socket.destroy())
  const closed = await serveUpgrades(t, () => {})
  closed.server.close()
  for (const upstream of [dropping, closed]) {
    const proxy = await serveProxy(t, upstream.origin)
    const client = connect(t, proxy.port)
    await once(client, 'end')
    assert.strictEqual(client.received, 'Internal Server Error')
    assert.strictEqual(proxy.lines.length, 1)
    assert.strictEqual(proxy.lines[0][0], `Failed to proxy ${upstream.origin}/socket`)
    client.end()
    await nothingIsLeft(proxy, upstream)
  }
})

const departures = {
  ends: (socket) => socket.end(),
  'is destroyed': (socket) => socket.destroy(),
  'is reset': (socket) => socket.resetAndDestroy()
}

for (const [how, depart] of Object.entries(departures)) {
  test(`a client that ${how} before there is an answer ends the request`, async (t) => {
    const upstream = await serveUpgrades(t, (_req, socket) =>
      socket.resume().on('end', () => socket.end())
    )
    const proxy = await serveProxy(t, upstream.origin)
    const client = connect(t, proxy.port)
    await until(() => upstream.sockets.size === 1, 'the request did not come')
    depart(client)
    await nothingIsLeft(proxy, upstream)
  })

  test(`a client that ${how} in the middle leaves nothing behind`, async (t) => {
    const upstream = await serveUpgrades(t, (_req, socket) => {
      socket.write(switching)
      socket.resume().on('end', () => socket.end())
    })
    const proxy = await serveProxy(t, upstream.origin)
    const client = connect(t, proxy.port)
    await until(() => client.received.includes('101'), 'there is no handshake')
    depart(client)
    await nothingIsLeft(proxy, upstream)
    assert.deepStrictEqual(proxy.lines, [])
  })

  test(`a server that ${how} in the middle ends the client's connection`, async (t) => {
    const upstream = await serveUpgrades(t, (_req, socket) => {
      socket.write(`${switching}hello`, () => setTimeout(depart, 50, socket))
      socket.resume()
    })
    const proxy = await serveProxy(t, upstream.origin)
    const client = connect(t, proxy.port)
    await once(client, 'end')
    assert.match(client.received, /hello$/)
    client.end()
    await nothingIsLeft(proxy, upstream)
    assert.deepStrictEqual(proxy.lines, [])
  })
}
