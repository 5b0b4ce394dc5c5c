'use strict'
// Tests of the suite itself: it reports an answer that is wrong in any one way.

const assert = require('node:assert')
const { test } = require('node:test')
const zlib = require('node:zlib')

const { compare } = require('./support/compare')

const makeAnswer = (changes = {}) => ({
  status: 200,
  reason: 'OK',
  interim: [],
  complete: true,
  framing: 'length',
  headers: [
    ['Date', 'now'],
    ['ETag', '"same"'],
    ['Vary', 'a'],
    ['Vary', 'b']
  ],
  body: Buffer.from('<p>value v-1 end</p>'),
  ...changes
})

const withHeaders = (...headers) => makeAnswer({ headers })
const withBody = (text) => makeAnswer({ body: Buffer.from(text) })
const fieldsOf = ({ differences }) => differences.map((text) => text.split(':')[0])

const first = makeAnswer()

const rows = [
  ['nothing', makeAnswer(), []],
  ['another Date', withHeaders(['date', 'later'], ...first.headers.slice(1)), []],
  ['status', makeAnswer({ status: 404 }), ['status']],
  ['reason', makeAnswer({ reason: 'Fine' }), ['reason']],
  ['framing', makeAnswer({ framing: 'chunked' }), ['framing']],
  ['an answer cut short', makeAnswer({ complete: false }), ['complete']],
  ['an interim answer', makeAnswer({ interim: [100] }), ['interim']],
  ['a missing header', withHeaders(...first.headers.slice(0, 3)), ['vary']],
  ['an additional header', withHeaders(...first.headers, ['X-More', '1']), ['x-more']],
  ['a header value', withHeaders(['ETag', '"other"'], ...first.headers.slice(2)), ['date', 'etag']],
  ['swapped duplicates', withHeaders(...first.headers.toReversed()), ['vary']],
  ['a byte of the body', withBody('<p>value v-2 end</p>'), ['body']],
  ['an empty body', withBody(''), ['body']],
  ['no answer', null, ['answer']]
]

for (const [name, ours, expected] of rows) {
  test(`compare: ${name}`, () => {
    assert.deepStrictEqual(fieldsOf(compare({}, first, makeAnswer(), ours)), expected)
  })
}

test('compare: only a part that differs between the references may have any value', () => {
  const second = withBody('<p>value v-2 end</p>')
  const told = (text) => fieldsOf(compare({}, first, second, withBody(text)))
  assert.deepStrictEqual(told('<p>value v-3 end</p>'), [])
  assert.deepStrictEqual(told('<p>value v-3 END</p>'), ['body (masked)'])
  assert.deepStrictEqual(told('<p>value v-3 end</p> more'), ['body (masked)'])
})

test('compare: references with different structure are reported as unstable', () => {
  const report = compare({}, first, withBody('<p>another</p>'), makeAnswer())
  assert.deepStrictEqual(report.unstable, ['body'])
})

test('compare: another content coding is allowed only if the client accepts it', () => {
  const coded = (coding, body) =>
    makeAnswer({ headers: [...first.headers, ['Content-Encoding', coding]], body })
  const reference = coded('gzip', zlib.gzipSync('text'))
  const ours = coded('br', zlib.brotliCompressSync('text'))
  const ask = (coding) =>
    compare({ headers: { 'accept-encoding': coding } }, reference, reference, ours)
  assert.deepStrictEqual(ask('gzip, br').differences, [])
  assert.deepStrictEqual(ask('gzip, br').allowed, ['better-content-coding'])
  assert.deepStrictEqual(fieldsOf(ask('gzip')), ['content-encoding'])
})
