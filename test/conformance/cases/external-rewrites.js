'use strict'
// Rewrites to another server: the request it gets, and how much of its answer arrives.

const { each, methods, one, rsc, sequence, vary } = require('../support/case')
const { upgradeCases } = require('./external-upgrades')

const text = (length) => 'abcdefghijklmno\n'.repeat(Math.ceil(length / 16)).slice(0, length)

// Targets that vary the path and query sent to the other server.
const targets = [
  '/up',
  '/up/',
  '/up/a',
  '/up/a/',
  '/up/a/b/c?x=1&y=2&x=3',
  '/up//a',
  '/up/a?',
  '/up/a?x',
  '/up/a?=1',
  '/up/a?x=%20+%2B%26%3D%23',
  '/up/a?x=ü&y=%C3%BC',
  '/up/a?x=%',
  '/up/a?x[]=1&x%5B%5D=2',
  '/up/a?__proto__=1&constructor=2',
  '/up/a?nxtPpath=1&nxtIx=2&_rsc=3',
  '/up/a#hash',
  '/up/a%20b/%C3%BC/%2F/%3F/%23/%25',
  '/up/a+b:c@d!$&(),;=~',
  '/up/a%2520b',
  '/up/ü',
  '/up/%zz',
  '/up/%',
  '/up/%E0%A4%A',
  '/up/..%2fup/a',
  '/up/../up/a',
  '/up/a%5Cb',
  '/UP/Case',
  '/plus',
  '/plus/a/b',
  '/query',
  '/query?x=1',
  '/query?fixed=2&same=mine',
  '/in-query/one/two',
  '/in-query/one%26x=1/two?first=mine&second=mine',
  '/unused/one/two?x=1',
  '/unused/one/two?first=mine',
  '/unused/%C3%BC%20%26/%2B',
  '/digits/1',
  '/digits/12',
  '/digits/12/x',
  '/optional',
  '/optional/1',
  '/named/one.two',
  '/named/one.two.three',
  '/unnamed/a/b',
  '/unnamed/',
  '/hash/one',
  '/in-host/1',
  '/in-host/1/',
  '/login',
  '/chain/12',
  '/chain/12?x=1',
  '/chain/1',
  '/cookie',
  '/host',
  '/asked',
  '/asked?which=a%2Fb',
  '/asked?which=',
  '/asked?which=1&which=2',
  '/header/1',
  '/nowhere',
  '/nowhere/up/a'
]

// Targets that several rules or outputs match.
const precedence = [
  '/before/a/b',
  '/small',
  '/small?via=upstream',
  '/small?via=other',
  '/small?via=other&via=upstream',
  '/dynamic?a=1',
  '/fall',
  '/fall/page',
  '/fall/page/',
  '/fall/nothing?x=1',
  '/legacy/built',
  '/legacy/before',
  '/legacy/unbuilt?x=1',
  '/legacy/a/b',
  '/plain.txt',
  '/up/redirected',
  '/redirected',
  '/redirected-out?x=1'
]

const statuses = [
  '/up/status/200/Very/Fine',
  '/up/status/201',
  '/up/status/204',
  '/up/status/205',
  '/up/status/304',
  '/up/status/400',
  '/up/status/401',
  '/up/status/404',
  '/up/status/418',
  '/up/status/500',
  '/up/status/503',
  '/up/status/599',
  '/up/status/999',
  ...[301, 302, 303, 307, 308].map((code) => `/up/redirect/${code}`),
  '/up/redirect/302/absolute'
]

const kinds = [
  '/up/cookies',
  '/up/headers',
  '/up/hop',
  '/up/stream',
  '/up/stream/2/event-stream',
  '/up/trailers',
  '/up/close',
  '/up/http-1.0',
  '/up/hints',
  '/up/gzip',
  '/up/text/0',
  '/up/text/3000',
  '/up/text/3000000/text/plain'
]

const failures = [
  '/down/a?x=1',
  '/down-tls',
  '/port/1',
  '/bad-host/a b',
  '/bad-host/a%20b',
  '/bad-host/%5B',
  '/up/reset',
  '/up/garbage',
  '/up/cut',
  '/up/cut/length',
  '/up/slow/200',
  '/up/slow/4000',
  '/up/stall/200',
  '/up/stall/4000'
]

const accepting = (coding) => ({ headers: { 'Accept-Encoding': coding } })

// Request fields that may be passed on.
const headerSets = [
  { 'X-Own': 'yes', Accept: 'text/html', 'User-Agent': 'a client', Referer: 'http://a.test/' },
  { Cookie: 'a=1; b=2', Authorization: 'Basic YTpi' },
  { Host: 'other.test' },
  { Host: '' },
  { 'X-Forwarded-Host': 'forged.test', 'X-Forwarded-For': '1.2.3.4' },
  { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '443', Forwarded: 'for=1.2.3.4' },
  { Connection: 'close, X-Hop', 'X-Hop': 'yes', 'Keep-Alive': 'timeout=5', TE: 'trailers' },
  { Connection: 'Upgrade, close' },
  { 'Proxy-Authorization': 'Basic YTpi', 'Proxy-Connection': 'keep-alive' },
  { 'If-None-Match': '"upstream"', 'If-Modified-Since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
  { Range: 'bytes=0-9', 'Cache-Control': 'no-cache' },
  { 'x-middleware-rewrite': '/small', 'x-matched-path': '/small', 'x-nextjs-data': '1' },
  { 'x-middleware-subrequest': 'proxy', 'x-invoke-path': '/small', 'next-resume': '1' },
  { 'x-empty': '' },
  { 'X-Latin': 'gr\xfcn' },
  [
    ['X-Twice', '1'],
    ['X-Twice', '2'],
    ['Cookie', 'a=1'],
    ['Cookie', 'b=2'],
    ['Accept', 'a/b'],
    ['Accept', 'c/d']
  ]
]

const chunked = (body, trailers = '') =>
  'POST /up/chunked HTTP/1.1\r\nHost: fixture.test:4000\r\nTransfer-Encoding: chunked\r\n' +
  'Trailer: X-Sum\r\nConnection: close\r\n\r\n' +
  `${body.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n${trailers}\r\n`

const raw = (name, request) => ({ name, steps: [{ path: '', raw: request }] })

const bodies = [
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'OPTIONS'].map((method) =>
    one('/up/body', { method, body: 'a body', headers: { 'Content-Type': 'text/plain' } })
  ),
  one('/up/body', { method: 'POST', body: '' }),
  one('/up/body', { method: 'POST', body: text(900_000) }),
  one('/up/body', { method: 'POST', body: text(900_000), headers: { Expect: '100-continue' } }),
  one('/up/beyond-the-limit', { method: 'POST', body: text(3_000_000) }),
  one('/up/early', { method: 'POST', body: text(100_000) }),
  one('/up/early', { method: 'POST', body: 'short' }),
  one('/up/status/204', { method: 'POST', body: 'a body' }),
  one('/down/body', { method: 'POST', body: text(100_000) }),
  one('/up/body', { method: 'POST', headers: { 'Content-Length': '10' }, body: 'ten bytes!' }),
  one('/legacy/unbuilt', { method: 'POST', body: 'a body' }),
  one('/fall/nothing', { method: 'POST', body: 'a body' }),
  raw('a chunked body', chunked(['first', 'and second'])),
  raw('a chunked body of nothing', chunked([])),
  raw('a chunked body with trailers', chunked(['first'], 'X-Sum: 1\r\n')),
  raw(
    'a body that is not all there',
    'POST /up/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'
  )
]

const oldClients = [
  ...['/up/a', '/up/stream', '/up/text/3000/text/plain', '/down'].map((path) =>
    raw(`HTTP/1.0 ${path}`, `GET ${path} HTTP/1.0\r\nHost: fixture.test:4000\r\n\r\n`)
  ),
  raw(
    'HTTP/1.0 /up/stream, kept alive',
    'GET /up/stream HTTP/1.0\r\nHost: fixture.test:4000\r\nConnection: keep-alive\r\n\r\n'
  )
]

const together = (name, steps) => ({ name, together: true, steps })

module.exports = () => [
  ...each(targets),
  ...vary('/header/1', [
    { headers: { 'x-tenant': 'acme' } },
    { headers: { 'x-tenant': 'ACME' } },
    { headers: { 'x-tenant': 'acme1' } }
  ]),
  ...vary('/cookie', [
    { headers: { Cookie: 'session=abc' } },
    { headers: { Cookie: 'a=1; session=a%2Fb%20c' } },
    { headers: { Cookie: 'session=a/b?c' } }
  ]),
  ...vary('/host', [
    { headers: { Host: 'acme.tenants.test' } },
    { headers: { Host: 'ACME.tenants.test:4000' } },
    { headers: { Host: 'a.b.tenants.test' } }
  ]),
  one('/asked?which=a', { headers: { 'x-leave': '1' } }),
  ...each(precedence),
  ...each(statuses),
  ...each(kinds),
  ...each(failures),
  ...vary(
    '/up/headers-of-request',
    headerSets.map((headers) => ({ headers }))
  ),
  ...['/up/a', '/small?via=upstream', '/before/a', '/fall/nothing', '/legacy/unbuilt'].flatMap(
    (path) => methods(path)
  ),
  ...methods('/up/a', ['PROPFIND', 'TRACE', 'PURGE', 'REPORT']),
  ...each([...kinds, '/up/status/204', '/up/status/304', '/up/status/404', '/down'], {
    method: 'HEAD'
  }),
  ...each([...kinds, '/up/a', '/up/status/304', '/up/text/500/text/plain', '/down'], {
    ...accepting('gzip')
  }),
  ...each(['/up/text/5000/image/png', '/up/text/5000/application/json'], accepting('gzip')),
  ...vary('/up/text/5000/text/html', [
    ...['deflate', 'br', 'gzip;q=0', 'identity', '*', 'gzip, deflate, br, zstd'].map(accepting),
    { method: 'HEAD', ...accepting('gzip') },
    { headers: { 'Accept-Encoding': 'gzip', 'Cache-Control': 'no-transform' } }
  ]),
  ...bodies,
  ...oldClients,
  ...['/up/a', '/small', '/small?via=upstream', '/fall/page', '/dynamic'].flatMap((path) => [
    one(path, { ...rsc(), rsc: 'right' }),
    one(path, rsc()),
    one(path, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' })
  ]),
  ...['/up/a', '/up/headers', '/down', '/fall/nothing', '/bad-host/%5B'].flatMap((path) => [
    one(path, { server: { status: 203, preset: [['X-From-Server', 'yes']] } }),
    one(path, {
      server: {
        preset: [
          ['Cache-Control', 'private'],
          ['Vary', 'Origin']
        ]
      }
    }),
    one(path, {
      server: {
        preset: [
          ['X-Repeated', ['mine', 'too']],
          ['Set-Cookie', 'own=1']
        ]
      }
    })
  ]),
  one('/up/cookies', { server: { preset: [['Set-Cookie', ['own=1', 'own=2']]] } }),
  one('/asked', { server: { do: 'handle', url: '/up/of-the-url?x=1' } }),
  one('/asked', { server: { do: 'render', pathname: '/up/rendered', query: { a: ['1', 'ü'] } } }),
  one('/up/a', { server: { do: 'render404' } }),
  sequence('handle() settles for whatever the other server does', [
    ...['/up/a', '/up/stream', '/up/status/304', '/down', '/up/slow/4000', '/up/cut'].map(
      (path) => ({ path: `${path}?settled=1`, server: { do: 'settled' } })
    ),
    { path: '/asked', server: { do: 'settlements' } }
  ]),
  together('rewritten requests on one connection', [
    { path: '/up/first' },
    { path: '/up/second', method: 'POST', body: 'a body' },
    { path: '/up/stream' },
    { path: '/down' },
    { path: '/up/gzip' },
    { path: '/small' },
    { path: '/up/last' }
  ]),
  ...[
    '/guarded/out?x=1&x=2',
    '/guarded/out-with-headers',
    '/guarded/down',
    '/guarded/page',
    '/guarded/config?y=1',
    '/guarded/redirect-out',
    '/guarded/answer',
    '/guarded/next'
  ].flatMap((path) => [
    one(path),
    one(path, { method: 'POST', body: 'a body' }),
    one(path, { headers: { Cookie: 'a=1', 'X-Own': 'yes', 'Accept-Encoding': 'gzip' } })
  ]),
  ...upgradeCases
]
