'use strict'

// A request that is passed on to another server: order, back-pressure, timeouts and clients that leave.

const assert = require('node:assert')
const http = require('node:http')
const net = require('node:net')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { buildFixture } = require('../../support/fixture')
const { lib } = require('../../support/core')
const { serve } = require('../../support/serve')

const { InstalledNext } = require(path.join(lib, 'next/installed-next'))
const { loadBinding } = require(path.join(lib, 'binding'))
const { createCompressor } = require(path.join(lib, 'compression/compressor'))
const { cloneableBody } = require(path.join(lib, 'exchange/cloneable-body'))
const { proxyRequest } = require(path.join(lib, 'actions/proxy'))

const next = new InstalledNext(buildFixture())

async function until(condition, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await delay(25)
  }
  assert.fail(message)
}

/**
 * A server that passes every request on to `upstream`. `settled` counts its exchanges that are over,
 * `lines` are what it has logged.
 */
async function serveProxy(t, upstream, { experimental = {}, compress = true } = {}) {
  const app = { next, config: { experimental, compress } }
  const compressor = createCompressor(loadBinding(), app.config)
  const state = { started: 0, settled: 0, rejected: [], lines: [] }
  t.mock.method(console, 'error', (...words) => state.lines.push(words))
  t.mock.method(console, 'warn', (...words) => state.lines.push(words))
  const served = await serve(t, async (req, res) => {
    state.started++
    const body = cloneableBody(app, req).cloneBodyStream()
    req.on('error', () => {})
    res.on('error', () => {})
    if (compress) compressor.prepare(req, res)
    try {
      await proxyRequest(app, { url: upstream + req.url }, req, res, { body })
    } catch (error) {
      state.rejected.push(error)
      res.end('rejected')
    }
    state.settled++
  })
  return { ...served, state }
}

function open(origin, url, { method = 'GET', headers } = {}) {
  const request = http.request(origin + url, { method, headers, agent: false })
  request.on('error', () => {})
  return request
}

async function answerTo(request) {
  const [response] = await once(request, 'response')
  response.on('error', () => {})
  return response
}

async function textOf(response) {
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  return text
}

async function ask(origin, url, options) {
  const request = open(origin, url, options)
  request.end(options?.body)
  const response = await answerTo(request)
  return { status: response.statusCode, text: await textOf(response), response }
}

/** A server that does not speak HTTP but answers each request with `bytes`. */
async function serveBytes(t, bytes) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(Buffer.from(bytes, 'latin1')))
    t.after(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `http://127.0.0.1:${server.address().port}`
}

test('parts arrive when they are sent, and the bodies of both sides at the same time', async (t) => {
  const upstream = await serve(t, (req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/plain' })
    req.setEncoding('utf8').on('data', (part) => res.write(`${part}!`))
    req.on('end', () => res.end('end'))
  })
  const { origin, state } = await serveProxy(t, upstream.origin)
  const request = open(origin, '/', { method: 'POST' })
  request.write('first')
  const response = await answerTo(request)
  response.setEncoding('utf8')
  assert.deepStrictEqual(await once(response, 'data'), ['first!'])
  request.write('second')
  assert.deepStrictEqual(await once(response, 'data'), ['second!'])
  assert.strictEqual(state.settled, 0)
  request.end()
  assert.deepStrictEqual(await once(response, 'data'), ['end'])
  await until(() => state.settled === 1, 'the exchange is not over')
  assert.deepStrictEqual(state.lines, [])
})

test('the other server waits for a client that does not read', async (t) => {
  let sent = 0
  const upstream = await serve(t, async (_req, res) => {
    const part = Buffer.alloc(64 * 1024, 'x')
    while (!res.destroyed) {
      sent += part.length
      if (!res.write(part)) await Promise.race([once(res, 'drain'), once(res, 'close')])
    }
  })
  for (const compress of [true, false]) {
    const { origin, state } = await serveProxy(t, upstream.origin, { compress })
    sent = 0
    const request = open(origin, '/')
    request.end()
    const response = await answerTo(request)
    let before = -1
    await until(async () => {
      before = sent
      await delay(100)
      return sent === before && sent > 0
    }, 'it is read without an end')
    assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes`)
    response.resume()
    await until(() => sent > before, 'it does not go on')
    request.destroy()
    await until(() => state.settled === 1, 'the exchange is not over')
  }
})

test('a client that leaves at any time ends the exchange on both sides', async (t) => {
  const seen = { open: 0 }
  const upstream = await serve(t, (req, res) => {
    seen.open++
    res.once('close', () => seen.open--)
    req.on('error', () => {})
    seen.body = req
    if (req.url !== '/unread') req.resume()
    if (req.url === '/begun') res.write('begun')
  })
  const { origin, server, state } = await serveProxy(t, upstream.origin)
  const connections = () => new Promise((resolve) => server.getConnections((_, n) => resolve(n)))
  let asked = 0
  for (const url of ['/silent', '/begun', '/unread']) {
    for (const headers of [{}, { expect: '100-continue' }, { 'accept-encoding': 'gzip' }]) {
      asked++
      const request = open(origin, url, { method: 'POST', headers })
      request.write(Buffer.alloc(300_000))
      if (url === '/begun' && !headers['accept-encoding']) await answerTo(request)
      else await until(() => seen.open === 1, `${url}: the request did not come`)
      request.destroy()
      // A client that does not read does not notice the end of a connection.
      await until(() => state.settled === asked, `${url}: the exchange is not over`)
      seen.body.resume()
      await until(() => seen.open === 0, `${url}: the other server still works for it`)
      await until(async () => (await connections()) === 0, `${url}: a connection is open`)
    }
  }
  assert.deepStrictEqual(state.lines, [])
})

test('a server that is down, resets, or does not speak HTTP: 500 in plain text, and a line in the log', async (t) => {
  const reset = await serve(t, (req) => req.socket.destroy())
  const closed = await serve(t, () => {})
  closed.server.close()
  const targets = {
    [closed.origin]: /ECONNREFUSED/,
    [reset.origin]: /ECONNRESET|socket hang up/,
    [await serveBytes(t, 'no HTTP at all\r\n\r\n')]: /Parse Error/
  }
  for (const [target, reason] of Object.entries(targets)) {
    const { origin, state } = await serveProxy(t, target)
    const { status, text } = await ask(origin, '/a?b=1', { method: 'POST', body: 'a body' })
    assert.deepStrictEqual([status, text], [500, 'Internal Server Error'])
    await until(() => state.settled === 1, 'the exchange is not over')
    const [[line, error], ...more] = state.lines
    assert.strictEqual(line, `Failed to proxy ${target}/a?b=1`)
    assert.match(String(error), reason)
    assert.deepStrictEqual(more, [])
  }
})

test('the answer breaks off where the server does', async (t) => {
  const upstream = await serve(t, (req, res) => {
    if (req.url === '/length') res.setHeader('Content-Length', '100')
    res.write('begun', () => setTimeout(() => res.destroy(), 50))
  })
  const { origin, state } = await serveProxy(t, upstream.origin)
  for (const url of ['/length', '/chunked']) {
    await assert.rejects(ask(origin, url), { code: 'ECONNRESET' })
  }
  await until(() => state.settled === 2, 'an exchange is not over')
})

test('answers that cannot be passed on are failures, and nothing is thrown', async (t) => {
  const upgrade = 'Connection: upgrade\r\nUpgrade: other\r\n'
  const answers = {
    'status below 100': 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n',
    'control character': 'HTTP/1.1 200 a\x01b\r\nContent-Length: 0\r\n\r\n',
    'an upgrade that was not requested': `HTTP/1.1 101 Switching Protocols\r\n${upgrade}\r\n`
  }
  for (const [name, bytes] of Object.entries(answers)) {
    const { origin, state } = await serveProxy(t, await serveBytes(t, bytes))
    const { status, text } = await ask(origin, '/')
    assert.deepStrictEqual([status, text], [500, 'Internal Server Error'], name)
    await until(() => state.settled === 1, 'the exchange is not over')
    assert.strictEqual(state.lines.length, 1)
  }
})

test('trailers are announced only where there can be some', async (t) => {
  const head = 'Trailer: X-Sum\r\nX-Upstream: yes\r\n'
  const chunked = `HTTP/1.1 200 OK\r\n${head}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n`
  const table = [
    { bytes: chunked, trailer: 'X-Sum', text: 'a' },
    { bytes: `HTTP/1.1 200 OK\r\n${head}Content-Length: 1\r\n\r\na`, text: 'a' },
    { bytes: `HTTP/1.1 204 OK\r\n${head}\r\n`, text: '' },
    { bytes: `HTTP/1.1 200 OK\r\n${head}\r\n`, method: 'HEAD', text: '' }
  ]
  for (const { bytes, trailer, text, method } of table) {
    const { origin } = await serveProxy(t, await serveBytes(t, bytes))
    const answer = await ask(origin, '/', { method })
    const { headers } = answer.response
    assert.deepStrictEqual([headers['x-upstream'], headers.trailer], ['yes', trailer], bytes)
    assert.strictEqual(answer.text, text)
  }
  const { port } = await serveProxy(t, await serveBytes(t, chunked))
  const old = net.connect(port, '127.0.0.1')
  old.write('GET / HTTP/1.0\r\n\r\n')
  assert.match(await textOf(old), /^HTTP\/1\.1 200 OK\r\n(?!.*trailer).*\r\n\r\na$/is)
})

test('proxyTimeout limits silence: 30 s by default, no limit if it is null', async (t) => {
  const upstream = await serve(t, async (req, res) => {
    if (req.url === '/lively') {
      for (let part = 0; part < 6; part++) {
        res.write('.')
        await delay(100)
      }
    } else await delay(600)
    res.end('done')
  })
  const table = [
    { proxyTimeout: 300, url: '/silent', status: 500, text: 'Internal Server Error' },
    { proxyTimeout: 300, url: '/lively', status: 200, text: '......done' },
    { proxyTimeout: null, url: '/silent', status: 200, text: 'done' },
    { proxyTimeout: undefined, url: '/silent', status: 200, text: 'done' },
    { proxyTimeout: 0, url: '/silent', status: 200, text: 'done' }
  ]
  for (const { proxyTimeout, url, status, text } of table) {
    const { origin } = await serveProxy(t, upstream.origin, { experimental: { proxyTimeout } })
    const answer = await ask(origin, url)
    assert.deepStrictEqual([answer.status, answer.text], [status, text], String(proxyTimeout))
  }
  const timeouts = []
  const { setTimeout: original } = http.ClientRequest.prototype
  t.mock.method(http.ClientRequest.prototype, 'setTimeout', function (...args) {
    timeouts.push(args[0])
    return original.apply(this, args)
  })
  for (const proxyTimeout of [undefined, null]) {
    const { origin } = await serveProxy(t, upstream.origin, { experimental: { proxyTimeout } })
    await ask(origin, '/lively')
  }
  assert.deepStrictEqual(timeouts, [30_000])
})

test('a body ends at the limit', async (t) => {
  const upstream = await serve(t, async (req, res) => res.end(String((await textOf(req)).length)))
  const experimental = { proxyClientMaxBodySize: 200_000 }
  const { origin, state } = await serveProxy(t, upstream.origin, { experimental })
  const headers = { 'transfer-encoding': 'chunked' }
  const within = await ask(origin, '/', { method: 'POST', headers, body: 'x'.repeat(200_000) })
  assert.strictEqual(within.text, '200000')
  assert.deepStrictEqual(state.lines, [])
  const beyond = await ask(origin, '/', { method: 'POST', headers, body: 'x'.repeat(900_000) })
  assert.ok(Number(beyond.text) <= 200_000, beyond.text)
  assert.match(state.lines[0][0], /^Request body exceeded 195\.31KB/)
})

test('a target that is not a URL rejects, with nothing sent', async (t) => {
  const { origin, state } = await serveProxy(t, 'http://no host')
  assert.strictEqual((await ask(origin, '/')).text, 'rejected')
  assert.strictEqual(state.rejected[0].code, 'ERR_INVALID_URL')
  assert.deepStrictEqual(state.lines, [])
})

test('connections to the other server are reused', async (t) => {
  const ports = new Set()
  const upstream = await serve(t, (req, res) => {
    ports.add(req.socket.remotePort)
    res.end('once more')
  })
  const { server, state } = await serveProxy(t, upstream.origin)
  const agent = new http.Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  for (let time = 0; time < 5; time++) {
    const request = http.get({ port: server.address().port, agent })
    await textOf(await answerTo(request))
    await until(() => state.settled === time + 1, 'the exchange is not over')
  }
  assert.strictEqual(ports.size, 1)
})
