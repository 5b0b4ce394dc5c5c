'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { ByteLru } = require('../../../lib/image/byte-lru')

test('evicts the least recently used values', () => {
  const lru = new ByteLru(80)
  for (let key = 0; key < 8; key++) lru.set(key, `value ${key}`, 10)
  lru.get(0)
  lru.set(8, 'value 8', 10)
  assert.strictEqual(lru.get(1), undefined)
  assert.strictEqual(lru.get(0), 'value 0')
  lru.set(0, 'larger', 11)
  assert.strictEqual(lru.get(0), undefined, 'one value may not evict many')
  lru.set(9, 'value 9', 10)
  assert.strictEqual(lru.get(2), 'value 2')
  lru.delete(2)
  lru.delete(2)
  lru.set(10, 'value 10', 10)
  lru.set(10, 'again', 10)
  assert.strictEqual(lru.get(3), 'value 3')
  assert.strictEqual(lru.get(10), 'again')
})
