'use strict'

// A build folder that cannot be written to: pages rendered at run time live in memory only.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { setTimeout: sleep } = require('node:timers/promises')
const { copyFixture } = require('../support/fixture')
const { withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()

test('pages are re-rendered where they cannot be written', async (t) => {
  const dir = copyFixture(t, 'unwritable', 'lifetimes')
  // Root can write to every folder, but there is nothing below a file.
  const folder = path.join(dir, '.next/server/route-cache')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.writeFileSync(folder, '')
  const warn = t.mock.method(console, 'warn', () => {})
  const { origin, app } = await serveApp(t, next, { dir })
  const ask = async (target) => {
    const { headers, text } = await get(origin + target)
    return { state: headers.get('x-nextjs-cache'), text }
  }

  const missed = await ask('/state/new')
  assert.strictEqual(missed.state, 'MISS')
  const said = warn.mock.calls.map((call) => call.arguments.join(' '))
  assert.match(said.at(-1), /Failed to update prerender cache/)
  assert.deepStrictEqual(await ask('/state/new'), { ...missed, state: 'HIT' })
  await sleep(2200)
  assert.deepStrictEqual(await ask('/state/new'), { ...missed, state: 'STALE' })
  await sleep(1000)
  const renewed = await ask('/state/new')
  assert.strictEqual(renewed.state, 'HIT')
  assert.notStrictEqual(renewed.text, missed.text)
  assert.ok(app.stats().prerendered >= 3, 'from memory')
  assert.strictEqual(fs.statSync(folder).size, 0)
})
