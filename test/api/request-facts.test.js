'use strict'

// What the core is told of a request has to be what `req.headers` says, however it is read.

const assert = require('node:assert')
const { once } = require('node:events')
const http = require('node:http')
const net = require('node:net')
const test = require('node:test')
const { createFactReader } = require('../../lib/exchange/header-text')

const names = ['accept-encoding', 'cookie', 'host', 'if-none-match', 'rsc', 'x-own']

/** Sends `lines` as the header fields of a request; calls `read` with it and returns the result. */
async function withRequest(t, lines, read, options = {}) {
  const server = http.createServer(options)
  const { maxHeadersCount } = options
  if (maxHeadersCount) server.maxHeadersCount = maxHeadersCount
  t.after(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = net.connect(server.address().port, '127.0.0.1')
  socket.end(`GET / HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`, 'latin1')
  const [req, res] = await once(server, 'request')
  const result = read(req)
  res.end()
  return result
}

const cases = {
  'no fields but the host': ['Host: a'],
  'spelt in several ways': ['HOST: a', 'accept-ENCODING: gzip, br', 'Unknown: x'],
  'a name twice': ['Host: a', 'Accept-Encoding: gzip', 'accept-encoding: br'],
  'one of which only the first counts': ['Host: a', 'Host: b', 'If-None-Match: "1"'],
  'cookies in two fields': ['Host: a', 'Cookie: a=1', 'Cookie: b=2'],
  'an internal field': ['Host: a', 'x-middleware-rewrite: /secret', 'RSC: 1'],
  'an internal field in capitals': ['Host: a', 'X-Matched-Path: /secret', 'X-Own: v'],
  'no value': ['Host: a', 'X-Own:'],
  'Latin-1': ['Host: a', 'X-Own: caf\xe9'],
  'names of Object.prototype': ['Host: a', 'constructor: x', '__proto__: y', 'toString: z']
}

for (const [what, lines] of Object.entries(cases)) {
  test(`header fields: ${what}`, async (t) => {
    const read = async (options) => {
      const { textOf, requestText } = createFactReader(names, [])
      const one = await withRequest(t, lines, (req) => [textOf(req), req.headers], options)
      const two = await withRequest(t, lines, (req) => [requestText(req.headers), req.headers])
      return [one, two]
    }
    for (const options of [{}, { requireHostHeader: false }]) {
      const [one, two] = await read(options)
      assert.deepStrictEqual(one, two)
    }
  })
}

test('what a server has changed in the headers counts', async (t) => {
  const { textOf } = createFactReader(names, [])
  const change = (req) => {
    req.headers['x-own'] = 'changed'
    delete req.headers.host
    return textOf(req)
  }
  const text = await withRequest(t, ['Host: a', 'X-Own: sent'], change)
  const same = await withRequest(t, ['Host: a'], (req) => {
    req.headers = { 'x-own': 'changed' }
    return textOf(req)
  })
  assert.match(text, /^.changed\n$/)
  assert.strictEqual(same, text)
})

test('fields past maxHeadersCount are not read', async (t) => {
  const { textOf, requestText } = createFactReader(names, [])
  const lines = ['Host: a', 'One: 1', 'X-Own: late']
  const limited = { maxHeadersCount: 2 }
  const text = await withRequest(t, lines, textOf, limited)
  const same = await withRequest(t, lines, (req) => requestText(req.headers), limited)
  assert.strictEqual(text, same)
  assert.doesNotMatch(text, /late/)
})

test('many spellings are no leak, and read all the same', async (t) => {
  const { textOf } = createFactReader(names, [])
  for (let round = 0; round < 3; round += 1) {
    const unknown = Array.from({ length: 900 }, (_, index) => `n-${round}-${index}: x`)
    const text = await withRequest(t, ['Host: a', ...unknown, `x-OWN: ${round}`], textOf, {
      maxHeaderSize: 1 << 20
    })
    assert.match(text, new RegExp(`${round}\\n$`))
    const twice = ['Host: a', `x-oWN: ${round}`, `X-oWn: ${round}`]
    const joined = await withRequest(t, twice, textOf)
    assert.match(joined, new RegExp(`${round}, ${round}\\n$`))
  }
})

test('a message without a list of the parser is read by its headers', () => {
  const { textOf } = createFactReader(names, [])
  assert.match(textOf({ headers: { 'x-own': 'a', other: 'b' } }), /^.a\n$/)
})
