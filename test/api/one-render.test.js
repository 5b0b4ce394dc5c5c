'use strict'

// One render serves all requests that wait for it, whichever of their clients leave.

const assert = require('node:assert')
const http = require('node:http')
const { test } = require('node:test')
const { setTimeout: sleep } = require('node:timers/promises')
const { copyFixture } = require('../support/fixture')
const { withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const crowd = 1000

async function start(t) {
  const dir = copyFixture(t, 'one-render', 'lifetimes')
  const { origin, app } = await serveApp(t, next, { dir })
  const post = (path, value) =>
    get(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(value)
    })
  return {
    app,
    origin,
    get: (path) => get(origin + path),
    become: (name, mode) => post('/api/state', { name, mode }),
    invalidate: (what) => post('/api/invalidate', what),
    renders: async (name) =>
      JSON.parse((await get(`${origin}/api/renders?name=${name}`)).text).renders
  }
}

// Sends a request on its own connection and measures its time. `leaveAfter` milliseconds end it early.
function visit(origin, path, leaveAfter) {
  const begin = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.get(origin + path, { agent: false }, (res) => {
      const parts = []
      res
        .on('data', (part) => parts.push(part))
        .on('end', () => {
          const { statusCode: status, headers } = res
          const milliseconds = performance.now() - begin
          resolve({ status, headers, text: Buffer.concat(parts).toString(), milliseconds })
        })
    })
    request.on('error', (error) => (leaveAfter ? resolve(undefined) : reject(error)))
    if (leaveAfter) setTimeout(() => request.destroy(), leaveAfter)
  })
}

const visitAll = (origin, path, count = crowd) =>
  Promise.all(Array.from({ length: count }, () => visit(origin, path)))

function assertSame(answers, cache) {
  for (const { status, text, headers } of answers) {
    assert.strictEqual(status, 200)
    assert.strictEqual(text, answers[0].text)
    if (cache) assert.strictEqual(headers['x-nextjs-cache'], cache)
  }
}

test('one render for all that wait', async (t) => {
  const server = await start(t)
  const { origin } = server

  await t.test('a path that was never requested before', async () => {
    await server.become('crowded', 'slow')
    assertSame(await visitAll(origin, '/state/crowded'))
    assert.strictEqual(await server.renders('crowded'), 1)
  })

  await t.test('an expired entry', async () => {
    const before = await server.get('/hour')
    const renders = await server.renders('hour')
    await server.invalidate({ path: '/hour' })
    const answers = await visitAll(origin, '/hour')
    assertSame(answers)
    assert.notStrictEqual(answers[0].text, before.text)
    assert.strictEqual(await server.renders('hour'), renders + 1)
    assert.strictEqual((await server.get('/hour')).text, answers[0].text)
  })

  await t.test('a stale entry, sent to all without waiting', async () => {
    await server.become('stale', 'page')
    const { text } = await server.get('/state/stale')
    await server.become('stale', 'slow')
    await sleep(2200)
    const first = await visit(origin, '/state/stale')
    assert.strictEqual(first.headers['x-nextjs-cache'], 'STALE')
    assert.ok(first.milliseconds < 1500, `${first.milliseconds} ms, while a render takes 2000`)
    const answers = await visitAll(origin, '/state/stale', 100)
    assertSame([{ ...first, text }, ...answers], 'STALE')
    await sleep(2500)
    const renewed = await server.get('/state/stale')
    assert.strictEqual(renewed.headers.get('x-nextjs-cache'), 'HIT')
    assert.notStrictEqual(renewed.text, text)
    assert.strictEqual(await server.renders('stale'), 2)
  })

  await t.test('a client that leaves takes nothing from the others', async () => {
    await server.become('left', 'slow')
    const leaving = visit(origin, '/state/left', 200)
    await sleep(50)
    const answers = await visitAll(origin, '/state/left', 20)
    assert.strictEqual(await leaving, undefined)
    assertSame(answers)
    assert.strictEqual(await server.renders('left'), 1)
    assert.strictEqual((await server.get('/state/left')).text, answers[0].text)
  })

  await t.test('a client that leaves during a renewal does not stop it', async () => {
    await sleep(2200)
    await visit(origin, '/state/left', 1)
    await visit(origin, '/state/left')
    await sleep(2500)
    assert.strictEqual((await server.get('/state/left')).headers.get('x-nextjs-cache'), 'HIT')
    assert.strictEqual(await server.renders('left'), 2)
  })

  await t.test('close() waits for the last renewal', async () => {
    await sleep(2200)
    await server.get('/state/left')
    await server.app.close()
    assert.strictEqual(await server.renders('left'), 3)
  })
})
