'use strict'
// Upgrade requests: through a rewrite to another server, on paths of the app, and on paths of the
// user's server.

const { sequence } = require('../support/case')

// A frame of a client: always masked, here with zeros so that the bytes stay readable.
const frame = (opcode, payload) =>
  Buffer.concat([
    Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]),
    Buffer.from(payload)
  ]).toString('latin1')

const conversation = frame(1, 'hello') + frame(2, '\x01\x02') + frame(9, 'ping') + frame(8, '')

const head = (path, { method = 'GET', headers = {} } = {}) => {
  const fields = {
    Host: 'fixture.test:4000',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers
  }
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined)
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

// The upgrade listener is added on the first request.
const upgrade = (path, { name = path, after = '/small', ...options } = {}) =>
  sequence(`upgrade ${name}`, [after, { path, raw: head(path, options) + conversation }])

const rewritten = [
  '/up/socket',
  '/up/socket?x=1&x=%C3%BC',
  '/up/a%20b/socket/',
  '/before/socket',
  '/small?via=upstream',
  '/fall/socket',
  '/chain/12',
  '/login',
  '/up/refused',
  '/up/dropped',
  '/down/socket',
  '/down-tls',
  '/bad-host/%5B',
  '/guarded/out?x=1',
  '/guarded/out-with-headers',
  '/guarded/down',
  '/guarded/config?y=1'
]

// Targets that only the user's server answers, after a while, or that end without an answer.
const others = [
  '/small',
  '/small?x=1',
  '/dynamic',
  '/fall/page',
  '/legacy/built',
  '/legacy/unbuilt',
  '/_next/static/missing.js',
  '/nowhere',
  '/nowhere/',
  '/up//socket',
  '/redirected',
  '/redirected-out',
  '/guarded/page',
  '/guarded/redirect',
  '/guarded/redirect-out',
  '/guarded/answer',
  '/guarded/next',
  '/guarded/throws',
  '/own/socket'
]

const variants = [
  { name: 'POST', method: 'POST' },
  { name: 'to another protocol', headers: { Upgrade: 'h2c' } },
  { name: 'with a subprotocol', headers: { 'Sec-WebSocket-Protocol': 'chat' } },
  { name: 'with the wrong version', headers: { 'Sec-WebSocket-Version': '1' } },
  { name: 'without a key', headers: { 'Sec-WebSocket-Key': undefined } },
  { name: 'without a host', headers: { Host: '' } },
  {
    name: 'with more header fields',
    headers: { Cookie: 'a=1', Origin: 'http://a.test', 'X-Forwarded-Host': 'forged.test' }
  },
  {
    name: 'with header fields of Next.js',
    headers: { 'x-middleware-rewrite': '/small', 'x-matched-path': '/small', 'x-nextjs-data': '1' }
  }
]

const upgradeCases = [
  ...[...rewritten, ...others].map((path) => upgrade(path)),
  ...variants.map((variant) =>
    upgrade('/up/socket', { ...variant, name: `/up/socket ${variant.name}` })
  ),
  upgrade('/small', { name: '/small to another protocol', headers: { Upgrade: 'h2c' } })
]

module.exports = { upgrade, upgradeCases }
