'use strict'
// The app router on its own, and all that concerns files.

const { each, methods, one, sequence, vary } = require('../support/case')
const { hostileCases } = require('./hostile')
const { serverCases } = require('./server-js')
const staticFileCases = require('./static-files')

const pages = [
  '/',
  '/static',
  '/small',
  '/grouped',
  '/parallel',
  '/parallel/deep',
  '/meta',
  '/search',
  '/search?q=1',
  '/force-static?q=1',
  '/dynamic',
  '/dynamic?a=1&a=2&b=%C3%BC&c=+&d',
  '/stream',
  '/with-loading',
  '/after',
  '/action',
  '/action-static',
  '/cookies',
  '/headers',
  '/item/special',
  '/item/7',
  '/item/%C3%BC',
  '/item/a%2Fb',
  '/item/%5Bid%5D',
  '/item/[id]',
  '/item/7?id=8&x=1',
  '/docs/a',
  '/docs/a/b%20c/%E6%BC%A2',
  '/docs',
  '/docs/%',
  '/docs/a%2Fb/c',
  '/shop',
  '/shop/boats',
  '/shop/boats/sail',
  '/shop/new/one',
  '/closed/1',
  '/closed/zwei%20%C3%BC',
  '/closed/2',
  '/closed/1/x'
]

const posts = [
  '/blog/first',
  '/blog/with%20space',
  '/blog/gr%C3%BCn',
  '/blog/gr%c3%bcn',
  '/blog/%E6%BC%A2%E5%AD%97',
  '/blog/a%252Fb',
  '/blog/a%2Fb',
  "/blog/it's",
  '/blog/it%27s',
  '/blog/%66irst',
  '/blog/fresh',
  '/blog/missing',
  '/blog/moved',
  '/blog/[slug]',
  '/blog/%5Bslug%5D',
  '/blog/%zz',
  '/blog/%00',
  '/blog/%ff',
  '/blog/a+b',
  '/blog/..%2ffirst',
  '/blog'
]

const endings = [
  '/go/not-found',
  '/go/not-found-static',
  '/go/redirect',
  '/go/redirect-static',
  '/go/permanent',
  '/go/permanent-static',
  '/go/late-redirect',
  '/throws',
  '/throws-caught',
  '/throws-isr/good',
  '/throws-isr/bad',
  '/nowhere',
  '/nowhere/deep?x=1',
  '/404',
  '/500',
  '/_error',
  '/_app',
  '/_document',
  '/_not-found',
  '/_not-found/page',
  '/_global-error',
  '/index',
  '/page',
  '/small/page',
  '/small.html',
  '/small.rsc',
  '/small.txt',
  '/small.meta',
  '/(group)/grouped',
  '/@side',
  '/api'
]

const routes = [
  '/api/echo?a=1&a=2&b=%20',
  '/api/echo/x/y%20z/%C3%BC',
  '/api/echo/a%2Fb',
  '/api/all',
  '/api/static',
  '/api/static?x=1',
  '/api/static-text/one',
  '/api/static-text/zwei%20%C3%BC',
  '/api/static-text/fresh',
  '/api/headers',
  '/api/stream',
  '/api/bytes?size=0',
  '/api/bytes?size=5000&type=text/plain',
  '/api/bytes?size=5000&type=image/png',
  '/api/throws',
  '/api/go/redirect',
  '/api/go/permanent',
  '/api/go/response',
  '/api/go/elsewhere',
  '/api/nowhere',
  '/robots.txt',
  '/sitemap.xml',
  '/manifest.webmanifest',
  '/favicon.ico',
  '/favicon.ico?favicon.056gxumrxd5fc.ico',
  '/meta/opengraph-image.png',
  '/_next/image',
  '/_next/image?url=%2Fmissing.png&w=64&q=75',
  '/_next/image?url=%2Fmissing.png&w=63&q=75',
  '/_next/data/x/small.json'
]

const slashes = [
  '/small/',
  '/small/?x=1',
  '//small',
  '/blog//first',
  '/small//',
  '///',
  '//',
  '//example.com/small',
  '//example.com//',
  '/\\example.com',
  '/small\\',
  '/small?a=//b',
  '/small?a=\\b',
  '/blog/first/',
  '/blog/gr%C3%BCn/',
  '/blog/gr%C3%BCn//?q=%C3%BC',
  '/nowhere/',
  '/api/echo/',
  '/plain.txt/?x',
  '/?',
  '/?a=1&b=2',
  '/%2fsmall',
  '/%2F%2Fexample.com',
  '/small%2f',
  '/%5csmall',
  'http://fixture.test:4000/small',
  'http://other.test/small/',
  '/Small',
  '/SMALL'
]

const tree = (segment) =>
  encodeURIComponent(
    JSON.stringify(['', { children: [segment, { children: ['__PAGE__', {}] }] }, null, null, 16])
  )

const navigation = {
  RSC: '1',
  'Next-Router-State-Tree': tree('small'),
  'Next-Url': '/small'
}
const prefetch = { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Url': '/' }
const segment = (name) => ({ ...prefetch, 'Next-Router-Segment-Prefetch': name })

const targets = ['/', '/small', '/static', '/isr-long', '/dynamic', '/blog/first', '/item/3']

const payloads = [
  ...targets.flatMap((path) => [
    one(path, { headers: { RSC: '1' }, rsc: 'right' }),
    one(path, { headers: navigation, rsc: 'right' }),
    one(path, { headers: prefetch, rsc: 'right' }),
    one(path, { headers: segment('/_tree'), rsc: 'right' }),
    one(path, { headers: segment('/_full'), rsc: 'right' }),
    one(path, { headers: segment('/_index'), rsc: 'right' }),
    one(path, { headers: segment('/missing'), rsc: 'right' }),
    one(path, { headers: { RSC: '1' } }),
    one(path, { headers: navigation, rsc: 'wrong' }),
    one(path, { headers: navigation })
  ]),
  ...vary('/small', [
    { headers: { RSC: '1' }, rsc: 'empty' },
    { headers: { RSC: '1' }, rsc: 'wrong' },
    { headers: segment('/small/__PAGE__'), rsc: 'right' },
    { headers: { RSC: '0' } },
    { headers: { RSC: 'true' } },
    { headers: { rsc: '1', 'Next-Router-Prefetch': '0' }, rsc: 'right' },
    { headers: { rsc: '1', 'Next-Router-Prefetch': '2' }, rsc: 'right' },
    { headers: { 'Next-Router-Prefetch': '1' } },
    { headers: { 'Next-Router-State-Tree': 'broken' } },
    { headers: { RSC: '1', 'Next-Router-State-Tree': 'broken' }, rsc: 'right' },
    { path: '/dynamic', headers: { RSC: '1', 'Next-Router-State-Tree': 'broken' }, rsc: 'right' },
    { method: 'HEAD', headers: { RSC: '1' }, rsc: 'right' },
    { method: 'POST', headers: { RSC: '1' }, rsc: 'right' },
    { method: 'OPTIONS', headers: { RSC: '1' }, rsc: 'right' },
    { headers: { RSC: '1', 'Accept-Encoding': 'gzip' }, rsc: 'right' },
    { headers: { Accept: 'text/x-component' } },
    { headers: { 'Next-Router-Segment-Prefetch': '/_tree' } }
  ]),
  ...each(
    [
      '/nowhere',
      '/blog/missing',
      '/go/redirect',
      '/go/redirect-static',
      '/throws',
      '/small/',
      '/api/echo'
    ],
    { headers: { RSC: '1' }, rsc: 'right' }
  ),
  ...each(['/dynamic?a=1&_rsc=x&b=2', '/small?_rsc=', '/small?_rsc=zzz', '/small?_rsc=a&_rsc=b']),
  one('/dynamic?a=1', { headers: navigation, rsc: 'right' }),
  one('/static', { headers: { RSC: '1', 'Accept-Encoding': 'gzip' }, rsc: 'right' }),
  one('/plain.txt', { headers: { RSC: '1' } })
]

const form = (fields) => ({
  method: 'POST',
  headers: {
    'Content-Type': 'multipart/form-data; boundary=fixture',
    Origin: 'http://fixture.test:4000'
  },
  body: [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `--fixture\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    ),
    '--fixture--\r\n'
  ].join('')
})

const call = (id, args, headers = {}) => ({
  method: 'POST',
  headers: {
    'Next-Action': id,
    Accept: 'text/x-component',
    'Content-Type': 'text/plain;charset=UTF-8',
    Origin: 'http://fixture.test:4000',
    ...headers
  },
  body: JSON.stringify(args)
})

const actions = ({ actionId }) => [
  one('/action', {
    name: 'action: a form',
    ...form({ [`$ACTION_ID_${actionId('save')}`]: '', text: 'ü' })
  }),
  one('/action-static', {
    name: 'action: a form of a static page',
    ...form({ [`$ACTION_ID_${actionId('save')}`]: '', text: 'x' })
  }),
  one('/action', { name: 'action: a form that names none', ...form({ text: 'x' }) }),
  one('/action', { name: 'action: a form with an unknown id', ...form({ $ACTION_ID_00: '' }) }),
  one('/action', { name: 'action: called', ...call(actionId('add'), [1, 2]) }),
  one('/action-static', {
    name: 'action: called on a static page',
    ...call(actionId('add'), [3, 4])
  }),
  one('/action', { name: 'action: redirects', ...call(actionId('leave'), []) }),
  one('/action', { name: 'action: throws', ...call(actionId('fail'), []) }),
  one('/action', { name: 'action: unknown id', ...call('00', []) }),
  one('/small', { name: 'action: on a page without actions', ...call(actionId('add'), [1, 2]) }),
  one('/nowhere', { name: 'action: on a missing page', ...call(actionId('add'), [1, 2]) }),
  one('/action', {
    name: 'action: from another origin',
    ...call(actionId('add'), [1, 2], { Origin: 'http://evil.test' })
  }),
  one('/action', { name: 'action: bad arguments', ...call(actionId('add'), []), body: '{broken' }),
  sequence('action: invalidates a tag and a path', [
    '/tagged',
    '/isr-long',
    { path: '/action', ...call(actionId('refreshTide'), []) },
    '/tagged',
    '/isr-long',
    '/tagged',
    '/isr-long'
  ])
]

const invalidate = (what) => ({
  path: '/api/revalidate',
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(what)
})

const times = [
  sequence('isr: a short life', [
    2300,
    '/isr-short',
    800,
    '/isr-short',
    '/isr-short',
    2300,
    '/isr-short',
    800,
    '/isr-short'
  ]),
  sequence('isr: a short life, payload first', [
    2300,
    { path: '/isr-short', headers: { RSC: '1' }, rsc: 'right' },
    800,
    '/isr-short',
    { path: '/isr-short', headers: segment('/_tree'), rsc: 'right' }
  ]),
  sequence('isr: a route handler', [
    2300,
    '/api/isr',
    800,
    '/api/isr',
    { path: '/api/isr', method: 'HEAD' }
  ]),
  sequence('isr: a new path is kept', [
    '/blog/new-one',
    '/blog/new-one',
    { path: '/blog/new-one', headers: { RSC: '1' }, rsc: 'right' }
  ]),
  sequence('isr: a new path, head first', [
    { path: '/blog/head', method: 'HEAD' },
    '/blog/head',
    '/blog/head'
  ]),
  sequence('isr: a new path, payload first', [
    { path: '/blog/payload', headers: { RSC: '1' }, rsc: 'right' },
    '/blog/payload',
    { path: '/blog/payload', headers: segment('/_tree'), rsc: 'right' }
  ]),
  sequence('isr: a new path, prefetch first', [
    { path: '/blog/prefetch', headers: segment('/_tree'), rsc: 'right' },
    '/blog/prefetch',
    '/blog/prefetch'
  ]),
  sequence('isr: a missing post is kept', [
    '/blog/missing',
    '/blog/missing',
    '/blog/moved',
    '/blog/moved'
  ]),
  sequence('isr: one post under two spellings', [
    '/blog/n%C3%A4u',
    '/blog/n%c3%a4u',
    '/blog/n%C3%A4u?x=1'
  ]),
  sequence('isr: revalidatePath', [
    '/isr-long',
    '/isr-long',
    invalidate({ path: '/isr-long' }),
    '/isr-long',
    '/isr-long'
  ]),
  sequence('isr: revalidatePath of a post', [
    '/blog/first',
    invalidate({ path: '/blog/first' }),
    '/blog/first',
    '/blog/first'
  ]),
  sequence('isr: revalidatePath of all posts', [
    '/blog/gr%C3%BCn',
    '/blog/with%20space',
    invalidate({ path: '/blog/[slug]', type: 'page' }),
    '/blog/gr%C3%BCn',
    '/blog/with%20space',
    '/blog/gr%C3%BCn'
  ]),
  sequence('isr: revalidatePath of a layout', [
    '/draft',
    invalidate({ path: '/', type: 'layout' }),
    '/draft',
    '/small',
    '/small',
    '/draft'
  ]),
  sequence('isr: revalidatePath of a route handler', [
    '/api/static',
    invalidate({ path: '/api/static' }),
    '/api/static',
    '/api/static'
  ]),
  sequence('isr: revalidateTag, expired at once', [
    '/tagged',
    invalidate({ tag: 'tide', profile: { expire: 0 } }),
    '/tagged',
    '/tagged'
  ]),
  sequence('isr: revalidateTag, stale for a while', [
    '/tagged',
    invalidate({ tag: 'tide', profile: 'max' }),
    '/tagged',
    800,
    '/tagged',
    '/tagged'
  ]),
  sequence('isr: revalidation of a copy', [
    '/isr-long',
    { path: '/isr-long', ifNoneMatch: 0 },
    { path: '/isr-long', ifNoneMatch: 0, method: 'HEAD' },
    { path: '/isr-long', ifNoneMatch: 0, headers: { 'Cache-Control': 'no-cache' } },
    { path: '/isr-long', ifNoneMatch: 0, headers: { 'Accept-Encoding': 'gzip' } },
    { path: '/isr-long', headers: { 'If-None-Match': '*' } },
    { path: '/isr-long', headers: { 'If-None-Match': 'W/"x", "y"' } },
    { path: '/isr-long', headers: { Range: 'bytes=0-9' } }
  ]),
  sequence('isr: a failing render is tried again', [
    '/throws-isr/bad',
    '/throws-isr/bad',
    '/throws-isr/good'
  ]),
  sequence('after() runs behind the answer', [
    '/api/after?n=1',
    100,
    '/api/after?n=2',
    100,
    '/api/after?n=3'
  ]),
  sequence('settled promises', [
    { path: '/small', server: { do: 'settled' } },
    { path: '/plain.txt', server: { do: 'settled' } },
    { path: '/dynamic', server: { do: 'settled' } },
    { path: '/nowhere', server: { do: 'settled' } },
    { path: '/throws', server: { do: 'settled' } },
    { path: '/api/throws', server: { do: 'settled' } },
    100,
    { path: '/', server: { do: 'settlements' } }
  ])
]

const drafts = ({ previewModeId }) => [
  one('/api/draft/on'),
  one('/api/draft/off'),
  sequence('draft: renders anew and keeps nothing', [
    '/draft',
    ...Array(2).fill({
      path: '/draft',
      headers: { Cookie: `__prerender_bypass=${previewModeId}` }
    }),
    {
      path: '/draft',
      headers: { Cookie: `__prerender_bypass=${previewModeId}`, RSC: '1' },
      rsc: 'right'
    },
    '/draft'
  ])
]

const bodies = [
  one('/api/echo', { method: 'POST', body: 'text', headers: { 'Content-Type': 'text/plain' } }),
  one('/api/echo', {
    method: 'PUT',
    body: '{"a":1}',
    headers: { 'Content-Type': 'application/json' }
  }),
  one('/api/echo', { method: 'POST', body: '' }),
  one('/api/echo', { name: 'POST of 300 kB', method: 'POST', body: 'b'.repeat(300_000) }),
  one('/api/echo', {
    name: 'POST in chunks',
    method: 'POST',
    headers: { 'Transfer-Encoding': 'chunked' },
    body: '5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n'
  }),
  one('/api/echo', { method: 'POST', body: 'waited', headers: { Expect: '100-continue' } }),
  one('/api/echo', { name: 'GET with a body', body: 'ignored' }),
  one('/small', { name: 'GET of a page with a body', body: 'ignored' }),
  one('/api/echo', {
    name: 'repeated header lines',
    headers: [
      ['Cookie', 'a=1'],
      ['Cookie', 'b=2'],
      ['X-Twice', 'one'],
      ['x-twice', 'two'],
      ['Accept', 'a/b'],
      ['Accept', 'c/d'],
      ['X-Latin', 'gr\u00fcn']
    ]
  }),
  one('/headers', { headers: { 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Proto': 'https' } }),
  one('/headers', { headers: { Host: 'another.test' } }),
  one('/api/echo', { headers: { Host: 'another.test:81' } }),
  one('/cookies', { headers: { Cookie: 'a=1; b=%20; a=2; broken; c="quoted"' } }),
  one('/api/cookies', { headers: { Cookie: 'old=1; other=2' } }),
  one('/small', { name: 'HTTP/1.0', raw: 'GET /small HTTP/1.0\r\n\r\n' }),
  one('/dynamic', {
    name: 'HTTP/1.0, dynamic',
    raw: 'GET /dynamic HTTP/1.0\r\nHost: fixture.test\r\n\r\n'
  }),
  one('/', { name: 'a method that nobody knows', raw: 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n' }),
  one('/', { name: 'PROPFIND', method: 'PROPFIND' }),
  one('/small', { method: 'TRACE' })
]

const kinds = [
  '/small',
  '/dynamic',
  '/isr-long',
  '/blog/first',
  '/api/static',
  '/api/all',
  '/nowhere'
]

module.exports = (facts) => [
  ...times,
  ...each(pages),
  ...each(posts),
  ...each(endings),
  ...each(routes),
  ...each(slashes),
  ...each(
    ['/nowhere', '/nowhere.png'].flatMap((path) => [path]),
    { headers: { 'Sec-Fetch-Dest': 'image' } }
  ),
  ...vary(
    '/nowhere',
    ['document', 'script', 'style', 'font', 'empty', 'iframe', 'worker', ''].map((dest) => ({
      headers: { 'Sec-Fetch-Dest': dest }
    }))
  ),
  ...kinds.flatMap((path) => methods(path)),
  ...methods('/api/echo', ['HEAD', 'OPTIONS', 'POST', 'TRACE']),
  ...methods('/api/static-text/one', ['HEAD', 'POST']),
  ...each(
    [
      '/',
      '/static',
      '/dynamic',
      '/stream',
      '/api/static',
      '/api/stream',
      '/api/echo',
      '/nowhere',
      '/robots.txt'
    ],
    {
      headers: { 'Accept-Encoding': 'gzip' }
    }
  ),
  ...each(['/static', '/dynamic', '/api/stream'], {
    headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' }
  }),
  ...each(['/static', '/dynamic'], { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } }),
  ...each(['/dynamic', '/api/static', '/nowhere'], {
    headers: { Range: 'bytes=0-9', 'If-None-Match': '*' }
  }),
  ...payloads,
  ...actions(facts),
  ...drafts(facts),
  ...bodies,
  ...hostileCases(['/small', '/dynamic', '/blog/first'], facts),
  ...serverCases({
    fixed: '/small',
    dynamic: '/dynamic',
    incremental: '/isr-long',
    file: '/plain.txt'
  }),
  {
    name: 'pages on one connection',
    together: true,
    steps: [
      { path: '/small' },
      { path: '/dynamic' },
      { path: '/small', method: 'HEAD' },
      { path: '/api/echo', method: 'POST', body: 'one' },
      { path: '/nowhere' },
      { path: '/small', method: 'POST', body: 'unread' },
      { path: '/static', headers: { 'Accept-Encoding': 'gzip' } }
    ]
  },
  ...staticFileCases(facts)
]
