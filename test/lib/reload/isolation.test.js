'use strict'

// The globals of compiled code, with two builds in one process.

const assert = require('node:assert')
const test = require('node:test')
const { createIsolation } = require('../../../lib/reload/isolation')

const manifests = Symbol.for('next.server.manifests')

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('each build finds its own globals, even after another build has set them', async () => {
  const [one, two] = [createIsolation(), createIsolation()]
  const render = (isolate, name) =>
    isolate(async () => {
      globalThis[manifests] = name
      globalThis.__next_require__ = name
      globalThis.__next_chunk_load__ = name
      await turn()
      return [globalThis[manifests], globalThis.__next_require__, globalThis.__next_chunk_load__]
    })
  const results = await Promise.all([render(one, 'one'), render(two, 'two')])
  assert.deepStrictEqual(results, [
    ['one', 'one', 'one'],
    ['two', 'two', 'two']
  ])
  assert.strictEqual(
    one(() => globalThis[manifests]),
    'one'
  )
})

test('code outside of every build gets the last loaders and its own manifests', () => {
  const isolate = createIsolation()
  isolate(() => {
    globalThis[manifests] = 'of a build'
    globalThis.__next_require__ = 'last'
  })
  assert.strictEqual(globalThis.__next_require__, 'last')
  assert.notStrictEqual(globalThis[manifests], 'of a build')
  globalThis[manifests] = 'outside'
  assert.strictEqual(globalThis[manifests], 'outside')
  assert.strictEqual(
    isolate(() => globalThis[manifests]),
    'of a build'
  )
})
