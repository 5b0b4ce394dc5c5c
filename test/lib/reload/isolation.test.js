'use strict'

// What compiled code keeps in globals, where there are two builds.

const assert = require('node:assert')
const test = require('node:test')
const { createIsolation } = require('../../../lib/reload/isolation')

const manifests = Symbol.for('next.server.manifests')

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('each build finds the globals it has set, also after another one has set its own', async () => {
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

test('outside of every build there are the loaders that were set last, and manifests of its own', () => {
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
