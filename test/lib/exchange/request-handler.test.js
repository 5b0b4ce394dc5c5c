'use strict'

// The loop over actions, with a stand-in for the core that records what it is told.

const assert = require('node:assert')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { copyFixture } = require('../../support/fixture')
const { withStandIn } = require('../../support/core')
const { get, serveApp } = require('../../support/serve')

const { next, core } = withStandIn()

async function until(condition, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (condition()) return
    await delay(25)
  }
  assert.fail(message)
}

function openDescriptors() {
  return fs.readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [fs.readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}

test('every action is performed, and every exchange is released once', async (t) => {
  const dir = copyFixture(t, 'actions')
  const { app, origin } = await serveApp(t, next, { dir })
  const server = core.last
  const answers = {
    '/_fake/reply': [200, 'ready'],
    '/_fake/load': [200, 'loaded'],
    '/file.txt': [200, 'a file\n'],
    '/dynamic': [200, /<pre>/],
    '/missing': [404, /could not be found/],
    '/legacy/throws': [500, /<html/],
    '/_fake/changed': [200, 'changed']
  }
  for (const [url, [status, text]] of Object.entries(answers)) {
    const answer = await get(origin + url)
    assert.strictEqual(answer.status, status, url)
    if (typeof text === 'string') assert.strictEqual(answer.text, text)
    else assert.match(answer.text, text)
  }
  await until(() => server.open.size === 0, 'exchanges are left open')
  assert.strictEqual(app.stats().delegated, 0)
})

test('changes of routing are made before the action is performed', async (t) => {
  const dir = copyFixture(t, 'changes')
  const seen = []
  const { origin } = await serveApp(t, next, { dir }, (_app, handle) => async (req, res) => {
    await handle(req, res)
    seen.push(req.headers)
  })
  const answer = await get(`${origin}/_fake/changed`)
  assert.strictEqual(answer.headers.get('x-set'), '1')
  assert.deepStrictEqual(answer.headers.getSetCookie(), ['a=1', 'b=2'])
  assert.strictEqual(seen[0]['x-added'], 'yes')
})

test('a reply is complete even if a middleware has wrapped writeHead', async (t) => {
  const dir = copyFixture(t, 'wrapped')
  const { origin } = await serveApp(t, next, { dir }, (_app, handle) => (req, res) => {
    const { writeHead } = res
    if (req.headers['x-wrap']) res.writeHead = (status) => writeHead.call(res, status)
    res.setHeader('X-Twice', 'mine')
    handle(req, res)
  })
  for (const headers of [{}, { 'x-wrap': '1' }]) {
    const answer = await get(`${origin}/_fake/reply`, { headers })
    assert.strictEqual(answer.headers.get('x-twice'), '1, 2')
    assert.strictEqual(answer.headers.get('content-length'), '5')
  }
})

test('the core gets the fields that it reads, and none that only Next.js may send', async (t) => {
  const dir = copyFixture(t, 'facts')
  const seen = []
  const { origin, port } = await serveApp(t, next, { dir }, (_app, handle) => async (req, res) => {
    res.setHeader('Vary', ['X-A', 'X-B'])
    await handle(req, res)
    seen.push(req.headers)
  })
  const headers = { cookie: 'a=b', 'x-matched-path': '/isr', 'x-middleware-rewrite': '/isr' }
  await get(`${origin}/_fake/reply?x=1`, { headers })
  const { method, url, headerText, responseText } = core.last.lastFacts
  assert.strictEqual(method, 'GET')
  assert.strictEqual(url, '/_fake/reply?x=1')
  assert.deepStrictEqual(headerText.split('\n').sort(), ['', `@127.0.0.1:${port}`, 'Ba=b'])
  assert.strictEqual(responseText, 'BX-A, X-B\n')
  assert.ok(!('x-matched-path' in seen[0]) && !('x-middleware-rewrite' in seen[0]))
})

test('the core learns what a build stores and revalidates', async (t) => {
  const dir = copyFixture(t, 'cache')
  const { origin } = await serveApp(t, next, { dir })
  const { calls } = core.last
  await get(`${origin}/api/legacy/revalidate?path=/isr`)
  const [{ pagePath, response }, end] = calls.updates
  assert.match(pagePath, /^\/route-cache\/APP_PAGE\/[0-9a-f]{64}\/\$\/isr$/)
  assert.deepStrictEqual(end, { pagePath, didWrite: true })
  assert.strictEqual(response.kind, 'APP_PAGE')
  assert.strictEqual(typeof response.revalidate, 'number')
  assert.match(response.html, /<html/)
  assert.ok(Buffer.isBuffer(response.rsc))
  assert.match(response.tags, /_N_T_\/isr/)
  assert.ok(response.segments.includes('/_tree'))
  const post = (body) =>
    get(`${origin}/api/revalidate`, { method: 'POST', body: JSON.stringify(body) })
  assert.strictEqual((await post({ tag: 'isr' })).text, 'revalidated')
  assert.deepStrictEqual(calls.markTagsStale, [[['isr'], 0]])
  const before = (await get(`${origin}/isr`)).text
  assert.strictEqual((await get(`${origin}/isr`)).text, before)
  await post({ path: '/isr' })
  assert.deepStrictEqual(calls.expireTags, [['_N_T_/isr']])
  assert.strictEqual((await get(`${origin}/isr`)).headers.get('x-nextjs-cache'), 'MISS')
})

test('a client that leaves leaves nothing behind', async (t) => {
  const dir = copyFixture(t, 'abort')
  const large = path.join(dir, 'public/large.bin')
  fs.writeFileSync(large, Buffer.alloc(64 * 1024 * 1024))
  const { origin, server } = await serveApp(t, next, { dir })
  await get(`${origin}/dynamic`)
  for (const url of ['/large.bin', '/stream', '/api/hang']) {
    const headers = { 'accept-encoding': 'gzip' }
    const request = http.get(origin + url, { headers, agent: false }).on('error', () => {})
    if (url === '/api/hang') await until(() => core.last.open.size > 0, 'the request did not come')
    else {
      const [response] = await once(request, 'response')
      await once(response, 'data')
      response.on('error', () => {})
    }
    request.destroy()
    await until(() => core.last.open.size === 0, `${url}: an exchange is open`)
    await until(() => !openDescriptors().includes(large), `${url}: the file is open`)
  }
  const connections = () => new Promise((resolve) => server.getConnections((_, n) => resolve(n)))
  server.closeIdleConnections()
  await delay(100)
  assert.strictEqual(await connections(), 0)
})

test('a file that vanished after the start is a bad request, as in Next.js', async (t) => {
  const dir = copyFixture(t, 'vanished')
  const { origin } = await serveApp(t, next, { dir })
  const server = core.last
  const start = server.start.bind(server)
  t.mock.method(server, 'start', (...args) => {
    const action = start(...args)
    return action.path ? { ...action, path: `${action.path}.gone` } : action
  })
  assert.strictEqual((await get(`${origin}/file.txt`)).status, 400)
})
