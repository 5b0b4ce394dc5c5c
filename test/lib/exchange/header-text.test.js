'use strict'

// The core has to see what `req.headers` contains, however the text is written.

const assert = require('node:assert')
const { once } = require('node:events')
const http = require('node:http')
const net = require('node:net')
const test = require('node:test')
const { loadBinding } = require('../../../lib/binding')
const { createHeaderText } = require('../../../lib/exchange/header-text')

const { wire } = loadBinding()
const names = ['accept-encoding', 'cookie', 'host', 'if-none-match', 'rsc']

const createText = () =>
  createHeaderText({ requestHeaderNames: names, responseHeaderNames: [], wire }, ['x-own'])

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
  'several spellings': ['HOST: a', 'accept-ENCODING: gzip, br', 'Unknown: x'],
  'a name twice': ['Host: a', 'Accept-Encoding: gzip', 'accept-encoding: br'],
  'a name of which the first counts': ['Host: a', 'Host: b', 'If-None-Match: "1"'],
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
      const { ofRequest, ofHeaders } = createText()
      const one = await withRequest(t, lines, (req) => [ofRequest(req), req.headers], options)
      const two = await withRequest(t, lines, (req) => [ofHeaders(req.headers), req.headers])
      return [one, two]
    }
    for (const options of [{}, { requireHostHeader: false }]) {
      const [one, two] = await read(options)
      assert.deepStrictEqual(one, two)
    }
  })
}

test('changes that a server made to the headers count', async (t) => {
  const { ofRequest } = createText()
  const change = (req) => {
    req.headers['x-own'] = 'changed'
    delete req.headers.host
    return ofRequest(req)
  }
  const text = await withRequest(t, ['Host: a', 'X-Own: sent'], change)
  const same = await withRequest(t, ['Host: a'], (req) => {
    req.headers = { 'x-own': 'changed' }
    return ofRequest(req)
  })
  assert.match(text, /^.changed\n$/)
  assert.strictEqual(same, text)
})

test('fields past maxHeadersCount are not read', async (t) => {
  const { ofRequest, ofHeaders } = createText()
  const lines = ['Host: a', 'One: 1', 'X-Own: late']
  const limited = { maxHeadersCount: 2 }
  const text = await withRequest(t, lines, ofRequest, limited)
  const same = await withRequest(t, lines, (req) => ofHeaders(req.headers), limited)
  assert.strictEqual(text, same)
  assert.doesNotMatch(text, /late/)
})

test('spellings are bounded in memory, and all are read', async (t) => {
  const { ofRequest } = createText()
  for (let round = 0; round < 3; round += 1) {
    const unknown = Array.from({ length: 900 }, (_, index) => `n-${round}-${index}: x`)
    const text = await withRequest(t, ['Host: a', ...unknown, `x-OWN: ${round}`], ofRequest, {
      maxHeaderSize: 1 << 20
    })
    assert.match(text, new RegExp(`${round}\\n$`))
    const twice = ['Host: a', `x-oWN: ${round}`, `X-oWn: ${round}`]
    const joined = await withRequest(t, twice, ofRequest)
    assert.match(joined, new RegExp(`${round}, ${round}\\n$`))
  }
})

test('a message without a list of the parser is read from its headers', () => {
  const { ofRequest } = createText()
  assert.match(ofRequest({ headers: { 'x-own': 'a', other: 'b' } }), /^.a\n$/)
})

test('more names than one shift holds get codes of several characters', () => {
  const many = Array.from({ length: 2 * wire.codesPerShift + 1 }, (_, index) => `n-${index}`)
  const tables = { requestHeaderNames: many, responseHeaderNames: [], wire }
  const { ofHeaders } = createHeaderText(tables)
  const first = String.fromCharCode(wire.codeBase)
  for (const [index, shifts] of [
    [0, 0],
    [wire.codesPerShift, 1],
    [2 * wire.codesPerShift, 2]
  ]) {
    const text = ofHeaders({ [`n-${index}`]: 'v' })
    assert.strictEqual(text, `${wire.codeShift.repeat(shifts)}${first}v\n`)
  }
})

test('fields of a response are written as one line each', () => {
  const tables = { requestHeaderNames: [], responseHeaderNames: ['vary', 'etag'], wire }
  const { ofResponse } = createHeaderText(tables)
  const fields = { vary: ['a', 'b'], etag: 'x\ny', other: 'z' }
  const res = { getHeader: (name) => fields[name] }
  const [vary, etag] = [0, 1].map((index) => String.fromCharCode(wire.codeBase + index))
  assert.strictEqual(ofResponse(res, Object.keys(fields)), `${vary}a, b\n${etag}x y\n`)
})
