'use strict'
// Header fields of the request and the response that middleware adds, changes and removes.

const { rsc, sequence } = require('../support/case')
const { ask, askAll, asked, rewrite } = require('../support/ask')

// Routes that report the header fields they got.
const tellers = [
  '/ssr?x=1',
  '/gip',
  '/app-dynamic?x=1',
  '/app-handler',
  '/edge-handler',
  '/edge-page',
  '/edge-ssr',
  '/api/echo',
  '/api/edge'
]

const own = { 'x-own': 'yes', 'User-Agent': 'a client', Cookie: 'a=1; b=2', Accept: 'text/html' }

const requestChanges = [
  { set: { 'x-added': 'yes' } },
  { set: { 'x-own': 'changed', 'X-Upper': 'Case' } },
  { set: { 'x-empty': '' } },
  { append: { 'x-own': 'too', accept: 'text/plain' } },
  { remove: ['x-own', 'user-agent', 'not-there'] },
  { remove: ['cookie'] },
  { remove: ['host'] },
  { only: ['host'] },
  { only: [] },
  { set: { cookie: 'c=3; chosen=x' } },
  { append: { cookie: 'c=3' } },
  { set: { host: 'other.test', 'x-forwarded-host': 'forwarded.test' } },
  { set: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4' } },
  { set: { 'x-latin': 'gr\xfcn' } },
  { set: { 'content-length': '3', 'transfer-encoding': 'chunked' } },
  { set: { 'x-middleware-rewrite': '/static', 'x-middleware-next': '1' } },
  { set: { 'x-prerender-revalidate': 'made up', 'x-matched-path': '/static' } }
]

// Request fields that next-native itself uses.
const effective = ({ previewModeId }) => [
  ['/plain.txt', { set: { range: 'bytes=0-3' } }],
  ['/plain.txt', { remove: ['range'] }, { headers: { Range: 'bytes=0-3' } }],
  ['/plain.txt', { set: { 'if-none-match': '*' } }],
  ['/plain.txt', { set: { 'if-match': '"none"' } }],
  ['/plain.txt', { remove: ['if-none-match'] }, { headers: { 'If-None-Match': '*' } }],
  ['/long.txt', { set: { 'accept-encoding': 'gzip' } }],
  ['/long.txt', { remove: ['accept-encoding'] }, { headers: { 'Accept-Encoding': 'gzip' } }],
  ['/static', { set: { 'if-none-match': '*' } }],
  ['/static', { set: { 'cache-control': 'no-cache' } }, { headers: { 'If-None-Match': '*' } }],
  ['/app-static', { set: { 'accept-encoding': 'gzip' } }],
  ['/app-static', { remove: ['accept-encoding'] }, { headers: { 'Accept-Encoding': 'gzip' } }],
  ['/app-static', { set: { rsc: '1' } }],
  ['/app-static', { remove: ['rsc'] }, { ...rsc(), rsc: 'right' }],
  ['/app-static', { only: ['host'] }, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' }],
  ['/app-static', { set: { 'next-router-prefetch': '1' } }, { ...rsc(), rsc: 'right' }],
  ['/app-static', { set: { 'next-action': '00' } }],
  ['/ssg/one', { set: { cookie: `__prerender_bypass=${previewModeId}` } }],
  ['/app-isr/one', { set: { cookie: `__prerender_bypass=${previewModeId}` } }],
  ['/app-isr/one', { remove: ['cookie'] }, { headers: { Cookie: '__prerender_bypass=made-up' } }],
  ['/ssg/one', { set: { 'x-prerender-revalidate': previewModeId } }],
  ['/ssr', { set: { 'x-nextjs-data': '1' } }],
  ['/nowhere', { set: { 'x-nextjs-data': '1' } }],
  ['/nowhere', { set: { 'sec-fetch-dest': 'image' } }],
  ['/nowhere', { remove: ['sec-fetch-dest'] }, { headers: { 'Sec-Fetch-Dest': 'image' } }],
  ['/static', { set: { 'x-instead': '1' } }],
  ['/static', { remove: ['x-instead'] }, { headers: { 'x-instead': '1' } }],
  ['/ssr', { set: { cookie: 'chosen=1' } }],
  ['/ssr', { remove: ['cookie'] }, { headers: { Cookie: 'chosen=1' } }],
  ['/ssr/1', { set: { 'x-added': '1' } }],
  ['/ssr/1', { remove: ['x-added'] }, { headers: { 'x-added': '1' } }],
  ['/ssr', { set: { 'x-middleware-prefetch': '1' } }],
  ['/ssr', { set: { purpose: 'prefetch' } }]
]

const responseHeaders = [
  { 'x-both': 'middleware', 'x-from-config': 'overridden' },
  { 'cache-control': 'private, max-age=7' },
  { vary: 'x-own' },
  { 'content-type': 'text/x-own' },
  { etag: '"own"' },
  { 'content-length': '5' },
  { 'x-powered-by': 'middleware' },
  { 'content-encoding': 'identity' },
  { 'transfer-encoding': 'identity', connection: 'close', 'keep-alive': 'timeout=9' },
  { 'x-empty': '' },
  { 'x-latin': 'gr\xfcn' },
  { 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
  { date: 'Thu, 01 Jan 2026 00:00:00 GMT', server: 'me' },
  { link: '</a>; rel=preload', 'content-security-policy': "default-src 'self'" },
  { 'x-nextjs-cache': 'OWN', 'x-matched-path': '/own', 'x-nextjs-matched-path': '/own' },
  { 'x-nextjs-stale-time': '7', 'x-nextjs-prerender': '7', 'x-nextjs-postponed': '7' },
  { refresh: '9', 'content-range': 'bytes 0-1/2', 'accept-ranges': 'none' },
  { 'x-middleware-cache': 'no-cache', 'x-middleware-skip': '1' },
  { expect: '100-continue', upgrade: 'h2c' },
  { location: 'http://localhost:4000/static' },
  { cookie: 'c=3; chosen=1' },
  { 'x-instead': '1' },
  { rsc: '1', 'if-none-match': '*', range: 'bytes=0-3' },
  [
    ['x-twice', '1'],
    ['x-twice', '2'],
    ['vary', 'a'],
    ['vary', 'b']
  ],
  [
    ['set-cookie', 'a=1; Path=/'],
    ['set-cookie', 'b=2; HttpOnly'],
    ['set-cookie', 'a=3']
  ],
  [['set-cookie', 'a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT, b=2']],
  [['set-cookie', '']]
]

const kinds = [
  '/static',
  '/auto',
  '/ssr',
  '/ssg/one',
  '/app-static',
  '/app-dynamic',
  '/app-isr/one',
  '/app-handler',
  '/edge-handler',
  '/api/echo',
  '/plain.txt',
  '/nowhere',
  '/_next/static/missing.js',
  '/ssr?end=failed',
  '/app-throws'
]

const cookieLists = [
  [{ name: 'a', value: '1' }],
  [
    { name: 'a', value: 'ü; ,"' },
    { name: 'b', value: '' }
  ],
  [{ name: 'a', value: '1', path: '/x', secure: true, httpOnly: true, sameSite: 'lax' }],
  [{ name: 'a', value: '1', maxAge: 60, domain: 'example.com', priority: 'high' }],
  [
    { name: 'a', value: '1' },
    { name: 'a', value: '2' }
  ],
  [{ remove: 'a' }],
  [{ remove: 'a' }, { name: 'a', value: '2' }, { remove: { name: 'b', path: '/x' } }],
  [
    { name: 'shared', value: 'middleware' },
    { name: 'gone', value: 'middleware' },
    { name: 'chosen', value: '1' }
  ]
]

// Routes that set cookies themselves, or report the cookies they got.
const cookieRoutes = [
  '/static',
  '/ssr',
  '/ssr?cookie=of-page%3D1',
  '/ssr?cookie=shared%3Dpage&append=more%3D1',
  '/app-dynamic',
  '/app-cookies',
  '/app-handler?cookie=of-route%3D1&cookie=shared%3Droute',
  '/edge-handler?cookie=of-route%3D1&cookie=shared%3Droute',
  '/edge-page',
  '/api/echo?cookie=of-api%3D1',
  '/api/edge?cookie=of-api%3D1',
  '/app-isr/one',
  '/plain.txt',
  '/nowhere'
]

const headerCases = (facts) => [
  ...tellers.flatMap((path) =>
    askAll(
      path,
      requestChanges.map((request) => ({ request })),
      { headers: own }
    )
  ),
  ...effective(facts).map(([path, request, options], index) =>
    ask(
      path,
      { request },
      {
        ...options,
        name: `${path} with a changed request ${index}: ${JSON.stringify(request).replaceAll(facts.previewModeId, 'key')}`
      }
    )
  ),
  ...kinds.flatMap((path) =>
    askAll(
      path,
      responseHeaders.map((headers) => ({ headers }))
    )
  ),
  ...['HEAD', 'POST'].flatMap((method) =>
    kinds.map((path) => ask(path, { headers: responseHeaders[0] }, { method }))
  ),
  ...['/static', '/app-static', '/long.txt', '/ssr', '/app-handler'].flatMap((path) =>
    [
      { vary: 'x-own' },
      { etag: '"own"' },
      { 'content-encoding': 'identity' },
      { 'content-type': 'a/b' }
    ].map((headers) => ask(path, { headers }, { headers: { 'Accept-Encoding': 'gzip' } }))
  ),
  ...askAll('/ssr?header=page&cache=max-age%3D1', [
    { headers: { 'x-both': 'middleware', 'cache-control': 'private' } },
    { status: 404 },
    { status: 500, statusText: 'Oh' },
    { status: 204 },
    { status: 301 }
  ]),
  ...['/static', '/app-static', '/app-handler', '/api/echo', '/plain.txt', '/nowhere'].map((path) =>
    ask(path, { status: 404, headers: {} })
  ),
  ...cookieRoutes.flatMap((path) =>
    askAll(
      path,
      cookieLists.map((cookies) => ({ cookies })),
      { headers: { Cookie: 'a=own; gone=own' } }
    )
  ),
  ...cookieRoutes.flatMap((path) => [
    ask(path, { does: ['cookies'] }, { headers: { Cookie: 'a=own; gone=own' } }),
    ask('/from/nowhere', rewrite(path, { cookies: cookieLists[4] }))
  ]),
  ...askAll('/app-cookies', [
    {
      cookies: cookieLists[0],
      headers: [
        ['set-cookie', 'by-hand=1'],
        ['set-cookie', 'too=2']
      ]
    },
    { cookies: cookieLists[0], request: { set: { cookie: 'only=1' } } },
    { cookies: cookieLists[0], request: { remove: ['cookie'] } },
    { does: ['cookies'], cookies: cookieLists[0] },
    { does: ['cookies'], headers: [['set-cookie', 'by-hand=1']] },
    { does: ['changeRequest'] },
    { does: ['enableDraft'] }
  ]),
  ...askAll('/ssr', [{ does: ['changeRequest'] }, { does: ['enableDraft'] }]),
  sequence('middleware reads and sets cookies by next/headers', [
    asked(
      '/static',
      { does: ['headers', 'cookies', 'draftMode'] },
      {
        headers: { Cookie: 'a=1; gone=1', 'x-own': 'yes' }
      }
    ),
    asked('/static', { answer: 'report' })
  ])
]

module.exports = { cookieRoutes, headerCases }
