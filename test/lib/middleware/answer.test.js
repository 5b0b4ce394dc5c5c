'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { createAnswerReader } = require('../../../lib/middleware/answer')
const { InstalledNext } = require('../../../lib/next/installed-next')
const { apps } = require('../../support/fixture')

test('answers are read in the form of the core', async (t) => {
  const { separateCookies, readAnswer } = createAnswerReader(new InstalledNext(apps))
  const read = (status, headers, body = null) =>
    readAnswer(new Response(body, { status, headers }), 'http://localhost:4000/from?a=1')

  const rows = [
    ['names are in lower case', 200, { 'X-A': '1' }, ['x-a', '1']],
    [
      'a rewrite within the app',
      200,
      rewriteTo('http://localhost:4000/to?b=1'),
      rewriteTo('/to?b=1')
    ],
    ['of the root', 200, rewriteTo('http://localhost:4000'), rewriteTo('/')],
    [
      'to another port',
      200,
      rewriteTo('http://localhost:1/to'),
      rewriteTo('http://localhost:1/to')
    ],
    ['to https', 200, rewriteTo('https://localhost:4000/a'), rewriteTo('https://localhost:4000/a')],
    ['a redirect', 307, { location: 'http://localhost:4000/to' }, ['location', '/to']],
    ['a redirect elsewhere', 302, { location: 'http://a.test/' }, ['location', 'http://a.test/']],
    [
      'a location without a redirect stays unchanged',
      201,
      { location: 'http://localhost:4000/to' },
      ['location', 'http://localhost:4000/to']
    ]
  ]
  for (const [why, status, headers, expected] of rows) {
    await t.test(why, () => {
      assert.deepStrictEqual(read(status, headers), {
        status,
        headers: Array.isArray(expected) ? expected : Object.entries(expected)[0],
        body: null
      })
    })
  }
  assert.ok(read(200, {}, 'text').body instanceof ReadableStream)

  const response = new Response(null, {
    headers: [
      ['set-cookie', 'a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT, b=2'],
      ['set-cookie', 'c=3'],
      ['x-a', '1']
    ]
  })
  const cookies = ['a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT', 'b=2', 'c=3']
  assert.deepStrictEqual(separateCookies(response), cookies)
  assert.deepStrictEqual(response.headers.getSetCookie(), cookies)
  assert.strictEqual(separateCookies(new Response(null)), undefined)
})

function rewriteTo(url) {
  return { 'x-middleware-rewrite': url }
}
