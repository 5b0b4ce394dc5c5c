'use strict'

const assert = require('node:assert')
const { ServerResponse } = require('node:http')
const test = require('node:test')
const { sendReply, setHeaders } = require('../../../lib/actions/reply')
const { loadBinding } = require('../../../lib/binding')

const { fieldMerge } = loadBinding()

const createResponse = () => new ServerResponse({ method: 'GET' })

test('the first field of a name replaces, further ones are added', () => {
  const res = createResponse()
  res.setHeader('x-a', 'before')
  setHeaders(res, ['X-A', '1', 'X-B', '2', 'x-a', '3'])
  assert.deepStrictEqual({ ...res.getHeaders() }, { 'x-a': ['1', '3'], 'x-b': '2' })
})

const rows = [
  ['replace', ['Vary', 'rsc'], 'rsc'],
  ['append', ['Vary', 'rsc'], ['x-own', 'rsc']],
  ['yield', ['Vary', 'rsc'], 'x-own'],
  ['yield', ['Vary', 'rsc', 'vary', 'more'], 'x-own'],
  ['yield', ['ETag', 'rsc'], 'x-own']
]

for (const [merge, headers, expected] of rows) {
  test(`${headers.join(' ')} merged by "${merge}"`, () => {
    const res = createResponse()
    res.setHeader('vary', 'x-own')
    const merges = fieldMerge[merge].repeat(headers.length / 2)
    sendReply({ status: 200, headers, merges }, res, fieldMerge)
    assert.deepStrictEqual(res.getHeader('vary'), expected)
    if (headers[0] === 'ETag') assert.strictEqual(res.getHeader('etag'), 'rsc')
  })
}

test('a field is removed before others are set', () => {
  const res = createResponse()
  res.setHeader('etag', 'before')
  sendReply({ status: 304, headers: ['X-A', '1'], removed: ['etag'] }, res, fieldMerge)
  assert.deepStrictEqual({ ...res.getHeaders() }, { 'x-a': '1' })
  assert.strictEqual(res.statusCode, 304)
})
