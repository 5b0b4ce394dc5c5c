'use strict'

// Everything visible from outside: app.stats(), the diagnostics channels, and the example that exports
// both to Prometheus.

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { subscribe, unsubscribe } = require('node:diagnostics_channel')
const { createMetrics } = require('../../examples/metrics/metrics')
const { withAddon } = require('../support/core')
const { copyFixture } = require('../support/fixture')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const isStandIn = process.env.NEXT_NATIVE_TEST_CORE === 'stand-in'

/** The messages of a channel until the test ends. */
function listen(t, name) {
  const messages = []
  const note = (message) => messages.push(message)
  subscribe(name, note)
  t.after(() => unsubscribe(name, note))
  return messages
}

test('stats() counts renders, and those that failed', async (t) => {
  const { app, origin } = await serveApp(t, next, { dir: copyFixture(t, 'metrics-renders') })
  const before = app.stats()
  await get(`${origin}/dynamic`)
  await get(`${origin}/legacy/ssr`)
  await get(`${origin}/legacy/throws`)
  const { renders, failedRenders } = app.stats()
  assert.ok(renders >= before.renders + 3)
  assert.strictEqual(failedRenders, before.failedRenders + 1)
})

test('stats() counts hits, stale answers and misses', { skip: isStandIn }, async (t) => {
  const { app, origin } = await serveApp(t, next, { dir: copyFixture(t, 'metrics-cache') })
  const counts = () => {
    const { hits, stale, misses } = app.stats().cache
    return { hits, stale, misses }
  }
  for (let times = 0; times < 3; times++) await get(`${origin}/isr`)
  assert.deepStrictEqual(counts(), { hits: 3, stale: 0, misses: 0 })
  const init = { method: 'POST', body: JSON.stringify({ tag: 'isr', path: '/isr' }) }
  await get(`${origin}/api/revalidate`, init)
  await get(`${origin}/isr`)
  assert.deepStrictEqual(counts(), { hits: 3, stale: 0, misses: 1 })
  await get(`${origin}/isr`)
  assert.deepStrictEqual(counts(), { hits: 4, stale: 0, misses: 1 })
})

test('stats() shows what the cache holds', { skip: isStandIn }, async (t) => {
  const { app, origin } = await serveApp(t, next, { dir: copyFixture(t, 'metrics-usage') })
  assert.strictEqual(app.stats().cache.entries, 0)
  await get(`${origin}/isr`)
  const { entries, bytes, capacity, evictions } = app.stats().cache
  assert.strictEqual(entries, 1)
  assert.ok(bytes > 500 && bytes < capacity)
  assert.strictEqual(capacity, 50 * 1024 * 1024)
  assert.strictEqual(evictions, 0)
})

test('stats() shows encoded forms and static files', { skip: isStandIn }, async (t) => {
  const { app, origin } = await serveApp(t, next, { dir: copyFixture(t, 'metrics-variants') })
  const held = ({ entries, variants }) => ({ entries, variants })
  const ask = async (pathname, coding) => {
    const answer = await get(`${origin}${pathname}`, { headers: { 'accept-encoding': coding } })
    assert.strictEqual(
      answer.headers.get('content-encoding'),
      coding === 'identity' ? null : coding
    )
  }
  const script = /\/_next\/static\/[^"]+\.js/.exec((await get(`${origin}/isr`)).text)[0]
  const before = app.stats()
  assert.deepStrictEqual(held(before.staticFiles), { entries: 0, variants: 0 })
  for (const coding of ['identity', 'gzip', 'br', 'br']) await ask('/isr', coding)
  for (const coding of ['br', 'identity', 'gzip', 'gzip']) await ask(script, coding)
  const { cache, staticFiles } = app.stats()
  assert.strictEqual(cache.variants, 2)
  assert.ok(cache.bytes > before.cache.bytes)
  assert.deepStrictEqual(held(staticFiles), { entries: 1, variants: 2 })
  assert.ok(staticFiles.bytes > 500 && staticFiles.bytes < staticFiles.capacity)
  assert.strictEqual(staticFiles.evictions, 0)
})

test('every reply, render and revalidation is published with its details', async (t) => {
  const replies = listen(t, 'next-native:reply')
  const renders = listen(t, 'next-native:render')
  const stores = listen(t, 'next-native:store')
  const revalidations = listen(t, 'next-native:revalidate')
  const dir = copyFixture(t, 'metrics-channels')
  const { origin } = await serveApp(t, next, { dir })
  await get(`${origin}/dynamic`)
  await get(`${origin}/file.txt`)
  await get(`${origin}/legacy/throws`)
  assert.deepStrictEqual(
    replies.map(({ kind, req, res }) => [kind, req.url, res.statusCode]),
    [
      ['entrypoint', '/dynamic', 200],
      ['static', '/file.txt', 200],
      ['error', '/legacy/throws', 500]
    ]
  )
  assert.ok(replies.every((reply) => reply.dir === dir))
  const [first, failed] = renders
  assert.strictEqual(first.route, '/dynamic')
  assert.strictEqual(first.kind, 'app-page')
  assert.strictEqual(first.outcome, 'done')
  assert.ok(first.duration > 0)
  assert.strictEqual(failed.route, '/legacy/throws')
  assert.strictEqual(failed.outcome, 'render-error')
  assert.ok(renders.slice(2).every(({ isErrorPage }) => isErrorPage))

  const init = { method: 'POST', body: JSON.stringify({ tag: 'isr', path: '/isr' }) }
  await get(`${origin}/api/revalidate`, init)
  assert.deepStrictEqual(revalidations.flatMap(({ tags }) => tags).sort(), ['_N_T_/isr', 'isr'])
  await get(`${origin}/isr`)
  assert.strictEqual(stores.length, 1)
  assert.match(stores[0].key, /isr$/)
  assert.strictEqual(stores[0].kind, 'APP_PAGE')
})

test('the example exports all of it to Prometheus', async (t) => {
  const dir = copyFixture(t, 'metrics-example')
  let metrics
  const { origin } = await serveApp(t, next, { dir }, (app, handle) => {
    metrics = createMetrics(app)
    return (req, res) => (req.url === '/metrics' ? metrics.respond(res) : handle(req, res))
  })
  t.after(() => metrics.close())
  for (const page of ['/dynamic', '/dynamic', '/file.txt']) await get(`${origin}${page}`)
  const { text, headers } = await get(`${origin}/metrics`)
  assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/)
  const value = (line) =>
    Number(
      text
        .split('\n')
        .find((other) => other.startsWith(line))
        .slice(line.length)
    )
  assert.strictEqual(value('next_replies_total{kind="entrypoint"} '), 2)
  assert.strictEqual(value('next_replies_total{kind="static"} '), 1)
  assert.strictEqual(value('next_render_seconds_count{route="/dynamic",outcome="done"} '), 2)
  if (!isStandIn) {
    assert.strictEqual(value('next_memory_entries{of="static"} '), 1)
    assert.ok(value('next_memory_bytes{of="static"} ') > 0)
  }
  assert.ok(value('next_memory_entries{of="cache"} ') >= 0)
  assert.ok(value('process_resident_memory_bytes ') > 0)
  // A second read shows the counters of the app, not their sum with the first read.
  const again = (await get(`${origin}/metrics`)).text
  assert.ok(again.includes('next_replies_total{kind="entrypoint"} 2'))
})

test('the example needs only the packages that it names', () => {
  const { dependencies } = require('../../examples/metrics/package.json')
  const version = require(path.join('prom-client', 'package.json')).version
  assert.strictEqual(dependencies['prom-client'].slice(1).split('.')[0], version.split('.')[0])
})
