'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { loadBinding } = require('../../../lib/binding')
const { RequestStats } = require('../../../lib/metrics/request-stats')

const res = { req: {} }

test('there is a counter for each kind of reply of the core, and one for development', () => {
  const { renders, failedRenders, ...replies } = new RequestStats('/app').toJSON()
  assert.deepStrictEqual({ renders, failedRenders }, { renders: 0, failedRenders: 0 })
  assert.deepStrictEqual(Object.keys(replies), [...loadBinding().replyKinds, 'delegated'])
})

test('counts replies by kind, and renders', () => {
  const stats = new RequestStats('/app')
  for (const kind of ['static', 'image', 'static']) stats.count(kind, res)
  stats.countRender({ hasFailed: false })
  stats.countRender({ hasFailed: true })
  const counted = stats.toJSON()
  assert.deepStrictEqual([counted.static, counted.image, counted.error], [2, 1, 0])
  assert.deepStrictEqual([counted.renders, counted.failedRenders], [2, 1])
})

test('hits are the prerendered replies that were not stale', () => {
  const stats = new RequestStats('/app')
  for (let replies = 0; replies < 3; replies++) stats.count('prerendered', res)
  stats.countStale()
  stats.countAnswer({ getHeader: () => 'MISS' })
  stats.countAnswer({ getHeader: () => undefined })
  const { cache } = stats.toJSON({ cache: { entries: 5 } })
  assert.deepStrictEqual(cache, { hits: 2, stale: 1, misses: 1, entries: 5 })
  assert.strictEqual('cache' in stats.toJSON(), false)
})
