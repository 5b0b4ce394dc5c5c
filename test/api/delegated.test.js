'use strict'

// A build with features the core does not cover: the installed Next.js answers it as a whole.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { WebSocket, WebSocketServer } = require('ws')
const { copyFixture } = require('./support/fixture')
const { withAddon } = require('./support/core')
const { get, serve, serveApp } = require('./support/serve')

// Every test has a copy of its own: in one process Next.js shares a server by folder, also a closed one.
const next = withAddon()

test('prepare() says so in one line, and why', async (t) => {
  const lines = []
  t.mock.method(console, 'warn', (...words) => lines.push(words.join(' ')))
  const dir = copyFixture(t, 'delegated', 'beyond-core')
  const app = next({ dir, quiet: true })
  t.after(() => app.close())
  await app.prepare()
  await app.prepare()
  const [line, ...more] = lines.filter((text) => text.includes('next-native'))
  assert.match(line, /passes the requests of this app to Next\.js 16\.\d+\.\d+\S*: it uses /)
  for (const reason of [/headers/, /redirects/, /rewrites/, /middleware|proxy/]) {
    assert.match(line, reason)
  }
  assert.deepStrictEqual(more, [])
})

test('requests are answered with everything the configuration and the proxy add', async (t) => {
  const dir = copyFixture(t, 'delegated-requests', 'beyond-core')
  const { app, origin } = await serveApp(t, next, { dir })
  const table = [
    { url: '/small', status: 200, headers: { 'x-from-config': 'yes', 'x-from-proxy': 'yes' } },
    { url: '/before', status: 200, headers: { 'x-from-config': 'yes' } },
    { url: '/after/7', status: 200, text: /7/ },
    { url: '/fallback/a/b', status: 200 },
    { url: '/old/x', status: 308, headers: { location: '/small?slug=x' } },
    { url: '/away', status: 307, headers: { location: 'https://example.com/' } },
    { url: '/guarded/redirect', status: 307, headers: { location: '/small' } },
    { url: '/missing', status: 404, text: /could not be found/ }
  ]
  for (const { url, status, headers = {}, text = /./ } of table) {
    const answer = await get(origin + url)
    assert.strictEqual(answer.status, status, url)
    for (const [name, value] of Object.entries(headers)) {
      assert.strictEqual(answer.headers.get(name), value, `${name} of ${url}`)
    }
    if (status === 200 || status === 404) assert.match(answer.text, text, url)
  }
  const { delegated, ...others } = app.stats()
  assert.strictEqual(delegated, table.length)
  assert.ok(
    Object.values(others).every((count) => count === 0),
    JSON.stringify(others)
  )
})

test('the other methods of the app work too', async (t) => {
  const dir = copyFixture(t, 'delegated-methods', 'beyond-core')
  const { origin } = await serveApp(t, next, { dir }, (app) => async (req, res) => {
    if (req.url === '/render') await app.render(req, res, '/dynamic', { id: '8' })
    else if (req.url === '/404') await app.render404(req, res)
    else if (req.url === '/html') res.end(await app.renderToHTML(req, res, '/small'))
    else await app.renderError(new Error('x'), req, res, '/x', {})
  })
  assert.match((await get(`${origin}/render`)).text, /8/)
  assert.strictEqual((await get(`${origin}/404`)).status, 404)
  assert.match((await get(`${origin}/html`)).text, /^<!DOCTYPE html>.*<\/html>$/s)
  // Without a Pages Router there is no page for it: so it is in Next.js.
  const error = await get(`${origin}/error`)
  assert.deepStrictEqual([error.status, error.text], [500, 'Internal Server Error'])
})

// A copy of the build with a rewrite of /socket to `target`, which is known only now.
function copyWithRewrite(t, name, target) {
  const dir = copyFixture(t, name, 'beyond-core')
  const file = path.join(dir, '.next/routes-manifest.json')
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'))
  const destination = `${target}/socket`
  manifest.rewrites.beforeFiles.push({ source: '/socket', destination, regex: '^/socket$' })
  fs.writeFileSync(file, JSON.stringify(manifest))
  return dir
}

function serveSocket(sockets, greeting, req, socket, head) {
  sockets.handleUpgrade(req, socket, head, (client) => {
    client.send(greeting)
    client.on('message', (data) => client.send(`${greeting}: ${data}`))
  })
}

async function talk(url) {
  const client = new WebSocket(url)
  const [greeting] = await once(client, 'message')
  client.send('hello')
  const [answer] = await once(client, 'message')
  client.terminate()
  return [String(greeting), String(answer)]
}

for (const wiring of ['automatic', 'httpServer', 'getUpgradeHandler', 'both']) {
  test(`a rewritten WebSocket and one of the server's own, upgrades: ${wiring}`, async (t) => {
    const sockets = new WebSocketServer({ noServer: true })
    let proxied = 0
    const target = await serve(t, (_req, res) => res.end())
    target.server.on('upgrade', (...upgrade) => {
      proxied++
      serveSocket(sockets, 'theirs', ...upgrade)
    })

    const { server, port, origin } = await serve(t)
    const dir = copyWithRewrite(t, `upgrade-${wiring}`, target.origin)
    const app = next({ dir, quiet: true, httpServer: wiring === 'httpServer' ? server : undefined })
    await app.prepare()
    t.after(() => app.close())
    const isForwarding = wiring === 'getUpgradeHandler' || wiring === 'both'
    const forward = isForwarding ? app.getUpgradeHandler() : () => {}
    server.on('upgrade', (req, socket, head) => {
      if (req.url === '/mine') serveSocket(sockets, 'mine', req, socket, head)
      else void forward(req, socket, head)
    })
    const handle = app.getRequestHandler()
    server.on('request', (req, res) => handle(req, res))
    // The listener comes with the first request.
    if (wiring !== 'getUpgradeHandler') await get(`${origin}/small`)

    assert.deepStrictEqual(await talk(`ws://127.0.0.1:${port}/mine`), ['mine', 'mine: hello'])
    assert.deepStrictEqual(await talk(`ws://127.0.0.1:${port}/socket`), ['theirs', 'theirs: hello'])
    assert.strictEqual(proxied, 1)
    const onPage = new WebSocket(`ws://127.0.0.1:${port}/small`)
    const [error] = await once(onPage, 'error')
    assert.match(error.message, /socket hang up/)
  })
}
