'use strict'
// Middleware that answers requests itself: redirects and bodies.

const { rsc } = require('../support/case')
const { ask, askAll, askEach, redirect, rewrite } = require('../support/ask')

const locations = [
  '/static',
  '/static?x=1&y=%20+%C3%BC',
  '/ü?ü=1',
  '/',
  '',
  '?x=1',
  '/static#hash',
  '/from/nowhere?from=1',
  '//static',
  '/static/',
  '/%zz',
  '/old',
  'http://localhost:4000/static?same=1',
  'http://127.0.0.1:4000/static?loopback=1',
  'https://localhost:4000/static',
  'http://fixture.test:4000/static',
  'https://example.com',
  'https://example.com/a/b?x=1&x=2#hash',
  'https://example.com/ü?ü',
  'mailto:a@example.com',
  'not/absolute'
]

const own = 'http://localhost:4000/static'

// Status and fields set by hand. A location that is not an absolute URL is an error.
const handwritten = [
  { status: 302, headers: { location: '/static' } },
  { status: 302, headers: { location: own } },
  { status: 302, headers: { location: 'static' } },
  { status: 302, headers: { location: '' } },
  { status: 302, headers: { location: '//example.com/x' } },
  { status: 302, headers: { location: 'https://example.com/?a=1' } },
  { status: 302, headers: { location: 'http://localhost:4000/ssr?a=1' } },
  { status: 308, headers: { location: `${own}?x=%C3%BC` } },
  { status: 200, headers: { location: own } },
  { status: 201, headers: { location: own }, value: 'made' },
  { status: 304, headers: { location: own } },
  { status: 300, headers: { location: own }, value: 'choose' },
  { status: 305, headers: { location: own } },
  { status: 401, headers: { location: own, 'www-authenticate': 'Basic' }, value: 'no' },
  { status: 302, headers: { location: own }, value: 'with a body' },
  { status: 302, headers: { location: own, 'content-type': 'text/html' }, value: '<p>' },
  { status: 302, value: 'without a location' },
  { status: 304 },
  { status: 304, headers: { etag: '"own"' } },
  { headers: { 'x-middleware-next': '1' }, value: 'a body that goes on' },
  { headers: { 'x-middleware-next': '1' }, status: 404 },
  { headers: { 'x-middleware-next': '' }, value: 'not even next' },
  { headers: { 'x-middleware-rewrite': '/ssr?by-hand=1' } },
  { headers: { 'x-middleware-rewrite': 'http://localhost:4000/ssr?by-hand=1' } },
  { headers: { 'x-middleware-rewrite': 'http://localhost:4000/ssr' }, value: 'and a body' },
  {
    headers: { 'x-middleware-rewrite': 'http://localhost:4000/ssr', location: own },
    status: 307
  },
  { headers: { 'x-middleware-rewrite': 'http://localhost:4000/ssr', location: own } },
  {
    headers: { 'x-middleware-rewrite': 'http://127.0.0.1:1/', location: own },
    status: 307
  },
  { headers: { 'x-middleware-rewrite': 'http://localhost:4000/ssr', 'x-middleware-next': '1' } },
  { headers: { 'x-middleware-rewrite': '' }, value: 'an empty rewrite' },
  { headers: { 'x-middleware-redirect': own }, value: 'redirected?' },
  { headers: { 'x-middleware-refresh': '1' }, value: 'refreshed' },
  { headers: { 'x-middleware-refresh': '1', 'x-middleware-next': '1' }, value: 'refreshed' },
  { headers: { 'x-middleware-skip': '1' }, value: 'skipped' },
  { headers: { 'x-middleware-set-cookie': 'a=1' }, value: 'a cookie' },
  { headers: { 'x-middleware-set-cookie': 'a=1', 'x-middleware-next': '1' } },
  { headers: { 'x-middleware-override-headers': 'x-a', 'x-middleware-request-x-a': '1' } },
  {
    headers: {
      'x-middleware-next': '1',
      'x-middleware-override-headers': 'x-a, x-b ,host,,x-a',
      'x-middleware-request-x-a': '1',
      'x-middleware-request-x-c': '3'
    }
  },
  { headers: { 'x-middleware-next': '1', 'x-middleware-override-headers': '' } },
  { headers: { 'x-middleware-next': '1', 'x-middleware-request-x-own': 'without a list' } },
  { headers: { 'x-middleware-cache': 'no-cache', 'x-middleware-next': '1' } },
  { headers: { 'x-nextjs-rewrite': '/a', 'x-nextjs-redirect': '/b', 'x-middleware-next': '1' } }
]

const statuses = [200, 201, 202, 203, 204, 205, 206, 301, 302, 304, 307, 308, 400, 401, 403].concat(
  [404, 405, 410, 418, 429, 451, 500, 501, 503, 599]
)

const nulls = [204, 205, 304]

const long = 'a long text, '.repeat(500)

const bodies = [
  { answer: 'text', value: 'text' },
  { answer: 'text', value: '' },
  { answer: 'text' },
  { answer: 'text', value: null },
  { answer: 'text', value: 'ü 漢' },
  { answer: 'text', value: long },
  { answer: 'text', value: 'typed', headers: { 'content-type': 'text/html' } },
  { answer: 'text', value: 'xml', headers: { 'content-type': 'application/xml; charset=latin1' } },
  { answer: 'text', value: 'longer', headers: { 'content-length': '3' } },
  { answer: 'text', value: 'coded', headers: { 'content-encoding': 'identity' } },
  { answer: 'text', value: 'cached', headers: { 'cache-control': 'max-age=9', etag: '"e"' } },
  { answer: 'text', value: 'named', statusText: 'Fine', status: 200 },
  { answer: 'text', value: 'named', statusText: 'Really Not', status: 404 },
  { answer: 'text', value: 'with cookies', cookies: [{ name: 'a', value: '1' }, { remove: 'b' }] },
  { answer: 'text', value: 'varies', headers: { vary: 'x-own', 'x-powered-by': 'me' } },
  { answer: 'text', value: 'connection', headers: { connection: 'close', 'keep-alive': 'a' } },
  { answer: 'json', value: { ü: [1, null, 'x'] } },
  { answer: 'json', value: null, status: 404 },
  { answer: 'json', value: long, headers: { 'x-a': 'b' } },
  { answer: 'stream', value: ['one ', 'two ', 'three'] },
  { answer: 'stream', value: ['one ', 'two '], status: 201 },
  { answer: 'stream', value: [] },
  { answer: 'stream', value: [long, long], headers: { 'content-type': 'text/plain' } },
  { answer: 'stream', value: ['data: 1\n\n'], headers: { 'content-type': 'text/event-stream' } },
  { answer: 'raw', value: 'raw' },
  { answer: 'raw' },
  {
    answer: 'raw',
    value: 'raw',
    headers: [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2, c=3']
    ]
  },
  {
    answer: 'raw',
    value: 'raw',
    headers: [['set-cookie', 'a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT, b=2; Path=/']]
  },
  {
    answer: 'raw',
    value: 'raw',
    headers: [
      ['x-a', '1'],
      ['x-a', '2'],
      ['vary', 'a'],
      ['vary', 'b']
    ]
  },
  { answer: 'body' },
  { answer: 'something' },
  { answer: 'nothing' },
  { answer: 'fetched', to: 'upstream:/text/100/text/plain' },
  { answer: 'fetched', to: 'upstream:/gzip' },
  { answer: 'fetched', to: 'upstream:/status/404' },
  { answer: 'fetched', to: 'upstream:/headers' },
  { answer: 'fetched', to: 'upstream:/stream' },
  { answer: 'fetched', to: 'upstream:/cookies' },
  { answer: 'fetched', to: 'http://127.0.0.1:1/' }
]

const redirectCases = [
  ...locations.map((to) => ask('/from/nowhere?from=1', redirect(to))),
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    ask('/static', redirect('/ssr?x=1', { status })),
    ask('/static', redirect('https://example.com/', { status })),
    ask('/static', { answer: 'fixedRedirect', to: '/ssr?x=1', status })
  ]),
  ...[200, 201, 300, 304, 305, 400].map((status) => ask('/static', redirect('/ssr', { status }))),
  ...[
    { pathname: '/ssr' },
    { search: '?a=1' },
    { pathname: '/ssr', search: '', hash: '#h' },
    { basePath: '/docs' },
    { port: '1' }
  ].map((to) => ask('/from/nowhere?from=1', redirect(to))),
  ...[
    { headers: { 'cache-control': 'max-age=9', 'x-both': 'middleware' } },
    {
      headers: [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2']
      ]
    },
    { cookies: [{ name: 'a', value: '1', httpOnly: true, maxAge: 9 }] },
    { headers: { refresh: '9', 'content-type': 'text/html', 'content-length': '7' } },
    { headers: { 'x-middleware-next': '1' } },
    { statusText: 'Gone There', status: 302 }
  ].flatMap((init) => [
    ask('/static', redirect('/ssr', init)),
    ask('/nowhere', redirect('https://example.com/', { status: 308, ...init }))
  ]),
  ...['HEAD', 'POST', 'OPTIONS', 'PUT'].map((method) =>
    ask('/static', redirect('/ssr'), { method })
  ),
  ask('/static', redirect('/ssr'), { method: 'POST', body: 'a body' }),
  ...['/app-static', '/ssr', 'https://example.com/', '?z=1'].flatMap((to) => [
    ask('/app-dynamic?own=1', redirect(to), { ...rsc(), rsc: 'right' }),
    ask('/app-dynamic?own=1', redirect(to), rsc()),
    ask('/app-dynamic', redirect(to), { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' })
  ]),
  ask('/static', redirect(`/${'long/'.repeat(400)}`), { headers: { 'Accept-Encoding': 'gzip' } }),
  ...askEach(
    ['/', '/old', '/plain.txt', '/%zz', '/nowhere/', '/a//b', '/api/echo'],
    redirect('/ssr')
  )
]

const bodyCases = ({ script }) => [
  ...handwritten.map((init) =>
    ask('/from/nowhere?from=1', { answer: 'raw', ...init }, { headers: { 'x-own': 'yes' } })
  ),
  ...handwritten
    .slice(0, 14)
    .map((init) => ask('/static', { answer: 'raw', ...init }, { method: 'HEAD' })),
  ...bodies.flatMap((body) => [
    ask('/static', body),
    ask('/from/nowhere', body, { method: 'HEAD' })
  ]),
  ...statuses.flatMap((status) => [
    ask('/static', {
      answer: 'text',
      status,
      value: nulls.includes(status) ? null : `a ${status}`
    }),
    ask('/static', { answer: 'raw', status })
  ]),
  ...askAll('/static', [
    { answer: 'text', status: 99 },
    { answer: 'text', status: 600 }
  ]),
  ...askEach(
    ['/', '/ssr', '/app-static', '/app-handler', '/api/echo', '/plain.txt', script, '/old', '/%zz'],
    { answer: 'text', status: 401, value: 'not for you' }
  ),
  ...['POST', 'PUT', 'OPTIONS', 'DELETE', 'PATCH'].map((method) =>
    ask('/static', { answer: 'json', value: { method } }, { method, body: 'a body' })
  ),
  ask('/static', { answer: 'body' }, { method: 'POST', body: 'there and back' }),
  ask('/static', { answer: 'stream', value: ['one ', 'two '], failsAt: 1 }),
  ask('/static', { answer: 'stream', value: ['one ', 'two '], failsAt: 0 }),
  ...['gzip', 'br', 'deflate', '*', 'gzip;q=0'].flatMap((coding) =>
    [
      { answer: 'text', value: long, headers: { 'content-type': 'text/plain' } },
      { answer: 'text', value: long, headers: { 'content-type': 'image/png' } },
      { answer: 'json', value: long },
      { answer: 'stream', value: [long, long], headers: { 'content-type': 'text/plain' } },
      { answer: 'text', value: 'short', headers: { 'content-type': 'text/plain' } },
      { answer: 'fetched', to: 'upstream:/gzip' }
    ].map((body) => ask('/static', body, { headers: { 'Accept-Encoding': coding } }))
  ),
  ask(
    '/static',
    { answer: 'text', value: 'x', headers: { etag: '"e"' } },
    {
      headers: { 'If-None-Match': '"e"' }
    }
  ),
  ask('/app-dynamic', { answer: 'text', value: 'for a payload' }, { ...rsc(), rsc: 'right' }),
  ask('/app-dynamic', { answer: 'text', value: 'for a payload' }, rsc()),
  ask('/static', rewrite('/ssr', { status: 401, value: 'rewritten' }))
]

module.exports = { bodyCases, redirectCases }
