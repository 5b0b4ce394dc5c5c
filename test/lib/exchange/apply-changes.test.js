'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { applyChanges } = require('../../../lib/exchange/apply-changes')

const none = { keptFields: null, requestFields: [], responseFields: [] }

test('fields of the request are removed, then set', () => {
  const req = { headers: { kept: '1', dropped: '2' } }
  applyChanges({ ...none, keptFields: ['kept'], requestFields: ['added', ['a', 'b']] }, req)
  assert.deepStrictEqual(req.headers, { kept: '1', added: ['a', 'b'] })
})

test('fields of the response are set in order, and an upgrade has none', () => {
  const set = []
  const res = { setHeader: (...field) => set.push(field) }
  const changed = { ...none, responseFields: ['a', '1', 'set-cookie', ['b=2', 'c=3']] }
  applyChanges(changed, { headers: {} }, res)
  applyChanges(changed, { headers: {} })
  assert.deepStrictEqual(set, [
    ['a', '1'],
    ['set-cookie', ['b=2', 'c=3']]
  ])
})
