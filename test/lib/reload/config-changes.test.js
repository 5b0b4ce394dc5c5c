'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { changedConfig } = require('../../../lib/reload/config-changes')

test('what changed between two builds changes in the configuration, if it was recorded', () => {
  const config = { a: 1, b: { c: [1], d: () => 1, e: /x/ }, f: 2 }
  const record = { a: 1, b: { c: [1], e: {} }, f: 2 }
  assert.strictEqual(changedConfig(config, record, structuredClone(record)), config)
  const changed = changedConfig(config, record, { a: 2, b: { c: [], e: {} }, g: 3 })
  assert.deepStrictEqual(changed, { a: 2, b: { ...config.b, c: [] }, f: undefined, g: 3 })
  assert.throws(() => changedConfig(config, record, { ...record, b: { ...record.b, e: 'y' } }), {
    code: 'NEXT_NATIVE_ERR_CONFIG_CHANGED',
    message: /`b\.e` of next\.config/
  })
  assert.throws(() => changedConfig(config, { ...record, b: { d: 1 } }, { b: { d: 2 } }), {
    code: 'NEXT_NATIVE_ERR_CONFIG_CHANGED'
  })
})
