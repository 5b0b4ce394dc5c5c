'use strict'

// Middleware in both runtimes: what one answer does not show.

const assert = require('node:assert')
const http = require('node:http')
const net = require('node:net')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { buildApp } = require('../conformance/support/fixture-apps')
const { asking } = require('../conformance/support/ask')
const { withAddon } = require('../support/core')
const { get, serve, serveApp } = require('../support/serve')

const apps = { 'the edge runtime': 'edge-middleware', 'Node.js': 'node-proxy' }

async function until(condition, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await delay(25)
  }
  assert.fail(message)
}

/** The app `name`, with what it logs in `lines`. */
async function start(t, name) {
  const lines = []
  for (const level of ['error', 'warn']) {
    t.mock.method(console, level, (...words) => lines.push(words.map(String).join(' ')))
  }
  const served = await serveApp(t, withAddon(), { dir: buildApp(name) })
  const ask = (what, { path: target = '/static', headers, ...init } = {}) =>
    get(`${served.origin}${target}`, { ...init, headers: { ...headers, ...asking(what) } })
  return { ...served, lines, ask }
}

for (const [runtime, name] of Object.entries(apps)) {
  test(`${runtime}: parts of a body arrive when they are sent`, async (t) => {
    const { origin } = await start(t, name)
    const request = http.get(`${origin}/static`, {
      headers: asking({ answer: 'stream', value: Array(20).fill('part ') }),
      agent: false
    })
    const [response] = await once(request, 'response')
    let parts = 0
    for await (const part of response) parts += part.length > 0
    assert.ok(parts > 5, `in ${parts} parts`)
  })

  test(`${runtime}: a client that leaves while middleware runs`, async (t) => {
    const { app, origin, lines, ask } = await start(t, name)
    const request = http.get(`${origin}/static`, {
      headers: asking({ does: ['aborted', 'slow'], answer: 'text', value: 'too late' }),
      agent: false
    })
    request.on('error', () => {})
    await delay(60)
    request.destroy()
    await until(
      async () => (await ask({ answer: 'report', about: 'aborted' })).text === '["aborted"]',
      'its signal is not aborted'
    )
    await delay(150)
    assert.deepStrictEqual(lines, [])
    await app.close()
  })

  test(`${runtime}: a client that leaves during a body`, async (t) => {
    const { app, origin, lines, ask } = await start(t, name)
    const request = http.get(`${origin}/static`, {
      headers: asking({ answer: 'stream', value: Array(1000).fill('part ') }),
      agent: false
    })
    const [response] = await once(request, 'response')
    response.on('error', () => {})
    await once(response, 'data')
    request.destroy()
    assert.strictEqual((await ask({ answer: 'text', value: 'next' })).text, 'next')
    await app.close()
    assert.deepStrictEqual(lines, [])
  })

  test(`${runtime}: a client that leaves while it sends a body`, async (t) => {
    const { app, port, ask } = await start(t, name)
    const socket = net.connect(port, '127.0.0.1')
    const [[field, value]] = Object.entries(asking({ read: 'text' }))
    socket.write(
      `POST /api/echo HTTP/1.1\r\nHost: a\r\n${field}: ${value}\r\nContent-Length: 10\r\n\r\nfirst`
    )
    await delay(100)
    socket.destroy()
    await delay(100)
    assert.strictEqual((await ask({ answer: 'text', value: 'next' })).text, 'next')
    await app.close()
  })

  test(`${runtime}: concurrent requests do not mix`, async (t) => {
    const { ask } = await start(t, name)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ask(
          {
            answer: 'rewrite',
            to: `/api/echo?index=${index}`,
            request: { set: { 'x-index': String(index) } },
            cookies: [{ name: 'index', value: String(index) }],
            does: index % 2 ? ['slow'] : []
          },
          { path: `/from/${index}` }
        )
      )
    )
    answers.forEach(({ text, headers }, index) => {
      const { query, headers: seen } = JSON.parse(text)
      assert.deepStrictEqual(query, { index: String(index) })
      assert.strictEqual(seen['x-index'], String(index))
      assert.deepStrictEqual(headers.getSetCookie(), [`index=${index}; Path=/`])
    })
  })

  test(`${runtime}: what it throws is logged once`, async (t) => {
    const { lines, ask } = await start(t, name)
    const failed = await ask({ fail: 'error' })
    assert.strictEqual(failed.status, 500)
    assert.match(failed.text, /custom error.*500.*middleware failed on purpose/s)
    assert.strictEqual(lines.length, 1)
    assert.match(lines[0], /middleware failed on purpose/)
    const missing = await ask({ fail: 'missingFile' })
    assert.strictEqual(missing.status, 404)
    assert.strictEqual(lines.length, 1)
  })

  test(`${runtime}: close() waits for background work`, async (t) => {
    const asked = []
    const other = await serve(t, async (req, res) => {
      asked.push(req.url)
      await delay(50)
      res.end()
    })
    const { app, ask } = await start(t, name)
    await ask({ does: ['waitUntilFetches'], about: `${other.origin}/waited-for` })
    assert.deepStrictEqual(asked, [])
    await app.close()
    assert.deepStrictEqual(asked, ['/waited-for'])
  })

  test(`${runtime}: background work that fails is logged`, async (t) => {
    const { lines, ask } = await start(t, name)
    const answer = await ask({ does: ['waitUntilThrows'], answer: 'text', value: 'answered' })
    assert.strictEqual(answer.text, 'answered')
    await until(() => lines.length > 0, 'nothing is logged')
    assert.match(lines[0], /waitUntil failed on purpose/)
  })
}

test('a body that is too long is cut for middleware and for the route, with a warning', async (t) => {
  const { port, lines } = await start(t, 'node-proxy')
  // Each chunk counts as a whole: 1,000 bytes pass, the 20,000 after them do not.
  const socket = net.connect(port, '127.0.0.1')
  const [[field, value]] = Object.entries(asking({ read: 'bytes' }))
  const chunk = (size) => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`
  socket.write(
    `POST /api/raw HTTP/1.1\r\nHost: a\r\n${field}: ${value}\r\nConnection: close\r\n` +
      `Transfer-Encoding: chunked\r\n\r\n${chunk(1000)}`
  )
  await delay(100)
  socket.write(`${chunk(20_000)}0\r\n\r\n`)
  let answer = ''
  for await (const part of socket.setEncoding('latin1')) answer += part
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.match(answer, /x-seen: .*"body":1000/)
  assert.match(answer, /"length":1000,/)
  assert.match(lines.join('\n'), /exceeded 16KB/)
})

test('a proxy that cannot be loaded fails the requests that it matches', async (t) => {
  const { origin, lines } = await start(t, 'broken-proxy')
  const matched = await get(`${origin}/ssr`)
  assert.strictEqual(matched.status, 500)
  assert.match(matched.text, /the proxy cannot be loaded, on purpose/)
  assert.match(lines.join('\n'), /the proxy cannot be loaded, on purpose/)
  assert.strictEqual((await get(`${origin}/gip`)).status, 200)
})
