'use strict'
// The pages router alone.

const { each, methods, one, sequence, vary } = require('../support/case')
const { hostileCases } = require('./hostile')
const { serverCases } = require('./server-js')

const pages = [
  '/',
  '/?x=1',
  '/static',
  '/auto/1',
  '/auto/%C3%BC%20',
  '/auto/[id]',
  '/auto/a%2Fb',
  '/auto/%',
  '/ssg',
  '/ssg?x=1',
  '/ssg-large',
  '/isr-long',
  '/gip',
  '/gip?a=1&b=%C3%BC',
  '/gsp-not-found',
  '/render-throws',
  '/draft',
  '/ssr',
  '/ssr?a=1&a=2&b=%C3%BC&c=+&d',
  '/ssr/1',
  '/ssr/%C3%BC',
  '/ssr/a%2Fb?id=2&x=1',
  '/ssr/missing',
  '/ssr/moved',
  '/ssr/moved-for-good',
  '/ssr/moved-303',
  '/ssr/throws',
  '/ssr/cached',
  '/ssr/status',
  '/ssr/cookies',
  '/ssr/ended',
  '/ssr/%zz',
  '/tree/a',
  '/tree/a/b%20c/%E6%BC%A2',
  '/tree/a%2Fb/c?path=x',
  '/tree',
  '/optional',
  '/optional/a/b',
  '/optional/a',
  '/optional/a%2Fb',
  '/nowhere',
  '/nowhere/deep?x=1',
  '/404',
  '/500',
  '/_error',
  '/_app',
  '/_document',
  '/index',
  '/ssg/',
  '//ssg',
  '/ssg//x',
  '/ssg\\',
  '/ssg.html',
  '/ssg.json',
  '/SSG',
  '/static.html',
  '/plain.txt',
  '/api/file.txt',
  '/_not-found',
  '/_global-error'
]

const fallbacks = ['false', 'true', 'blocking'].flatMap((kind) =>
  [
    'one',
    'with%20space',
    'gr%C3%BCn',
    'gr%c3%bcn',
    'new',
    'missing',
    'moved',
    'throws',
    'a%2Fb',
    '%zz'
  ].map((slug) => `/fallback-${kind}/${slug}`)
)

const dataPaths = [
  'index',
  'ssg',
  'ssg-large',
  'isr-long',
  'static',
  'ssr',
  'ssr/1',
  'ssr/%C3%BC',
  'ssr/missing',
  'ssr/moved',
  'ssr/throws',
  'gip',
  'auto/1',
  'tree/a/b',
  'optional',
  'optional/a/b',
  'gsp-not-found',
  'nowhere',
  'fallback-false/one',
  'fallback-false/other',
  'fallback-true/with%20space',
  'fallback-true/data-first',
  'fallback-blocking/gr%C3%BCn',
  'fallback-blocking/missing',
  'fallback-blocking/moved',
  'fallback-blocking/throws',
  'api/echo',
  '404',
  '_error'
]

const data = ({ buildId }) => {
  const base = `/_next/data/${buildId}`
  const named = (path, options) =>
    one(path, {
      ...options,
      name: `GET ${path.replace(buildId, '<id>')} ${JSON.stringify(options ?? {})}`
    })
  return [
    ...dataPaths.map((path) => named(`${base}/${path}.json`)),
    ...[
      'ssg',
      'ssr',
      'static',
      'nowhere',
      'ssr/missing',
      'fallback-true/header',
      'fallback-false/none'
    ].map((path) => named(`${base}/${path}.json`, { headers: { 'x-nextjs-data': '1' } })),
    ...['HEAD', 'POST', 'OPTIONS'].flatMap((method) => [
      named(`${base}/ssg.json`, { method }),
      named(`${base}/ssr.json`, { method })
    ]),
    ...['gzip', 'gzip, br'].map((coding) =>
      named(`${base}/ssg-large.json`, { headers: { 'Accept-Encoding': coding } })
    ),
    named(`${base}/ssr.json?a=1&a=2`),
    named(`${base}/ssr/1.json?id=1&x=2`),
    named(`${base}/ssg.json?x=1`),
    named(`${base}/ssg.json/`),
    named(`${base}/ssg`),
    named(`${base}/`),
    named(`${base}`),
    named(`${base}/.json`),
    named(`${base}/ssg.html`),
    named('/_next/data/other-build/ssg.json'),
    named('/_next/data/other-build/ssr.json', { headers: { 'x-nextjs-data': '1' } }),
    named('/_next/data/other-build/nowhere.json'),
    named('/_next/data/development/ssg.json'),
    named('/_next/data'),
    sequence('data: revalidation of a copy', [
      `${base}/ssg-large.json`,
      { path: `${base}/ssg-large.json`, ifNoneMatch: 0 },
      { path: `${base}/ssg-large.json`, ifNoneMatch: 0, headers: { 'Accept-Encoding': 'gzip' } },
      { path: `${base}/ssg-large.json`, ifNoneMatch: 0, method: 'HEAD' },
      { path: '/ssg-large', ifNoneMatch: 0 }
    ])
  ]
}

const json = { 'Content-Type': 'application/json' }
const formType = { 'Content-Type': 'application/x-www-form-urlencoded' }
const kinds =
  'text html object number empty nothing redirect redirect-301 throws cookies large written unknown'

const api = [
  ...each([
    '/api/echo',
    '/api/echo?a=1&a=2&b=%C3%BC',
    '/api/echo/',
    '/api/item/7',
    '/api/item/%C3%BC?id=8&x=1',
    '/api/item/a%2Fb',
    '/api/item/%zz',
    '/api/item/[id]',
    '/api/item',
    '/api/tree/a/b%20c',
    '/api/tree',
    '/api/optional',
    '/api/optional/a/b',
    '/api',
    '/api/nowhere',
    '/api/preview?state=on',
    '/api/preview?state=draft',
    '/api/preview?state=off'
  ]),
  ...kinds.split(' ').map((kind) => one(`/api/kinds?kind=${kind}`)),
  ...each(['/api/kinds?kind=large', '/api/kinds?kind=written', '/api/kinds?kind=text'], {
    headers: { 'Accept-Encoding': 'gzip' }
  }),
  ...each(['/api/kinds?kind=large', '/api/kinds?kind=html', '/api/kinds?kind=empty'], {
    method: 'HEAD'
  }),
  ...methods('/api/echo'),
  ...vary('/api/echo', [
    { method: 'POST', headers: json, body: '{"a":[1,"ü"]}' },
    { method: 'POST', headers: json, body: '{broken' },
    { method: 'POST', headers: json, body: '' },
    { method: 'POST', headers: formType, body: 'a=1&b=%C3%BC&a=2' },
    { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'text' },
    { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'bytes' },
    { method: 'POST', headers: { 'Content-Type': 'junk;;' }, body: 'x' },
    { method: 'POST', body: 'without a type' },
    {
      method: 'PUT',
      headers: { ...json, 'Transfer-Encoding': 'chunked' },
      body: '7\r\n{"a":1}\r\n0\r\n\r\n'
    },
    { headers: { Cookie: 'a=1; b=%C3%BC; a=2' } }
  ]),
  one('/api/echo', {
    name: 'API: a body over the limit',
    method: 'POST',
    headers: json,
    body: `"${'x'.repeat(1_100_000)}"`
  }),
  one('/api/limit', {
    name: 'API: a body over its own limit',
    method: 'POST',
    headers: json,
    body: `"${'x'.repeat(2000)}"`
  }),
  one('/api/raw', { name: 'API: an unparsed body', method: 'POST', body: 'r'.repeat(100_000) }),
  sequence('API: revalidation of a copy', [
    '/api/kinds?kind=large',
    { path: '/api/kinds?kind=large', ifNoneMatch: 0 }
  ])
]

const times = ({ buildId, previewModeId }) => [
  sequence('isr: a short life', [
    2300,
    '/isr',
    800,
    '/isr',
    `/_next/data/${buildId}/isr.json`,
    2300,
    '/isr',
    800,
    '/isr'
  ]),
  sequence('isr: a short life, data first', [2300, `/_next/data/${buildId}/isr.json`, 800, '/isr']),
  ...['true', 'blocking'].flatMap((kind) => [
    sequence(`fallback ${kind}: a new path is kept`, [
      `/fallback-${kind}/kept`,
      `/_next/data/${buildId}/fallback-${kind}/kept.json`,
      `/fallback-${kind}/kept`,
      `/fallback-${kind}/kept`
    ]),
    sequence(`fallback ${kind}: data first`, [
      `/_next/data/${buildId}/fallback-${kind}/by-data.json`,
      `/fallback-${kind}/by-data`,
      `/fallback-${kind}/by-data`
    ]),
    sequence(`fallback ${kind}: head first`, [
      { path: `/fallback-${kind}/head`, method: 'HEAD' },
      300,
      `/fallback-${kind}/head`,
      `/fallback-${kind}/head`
    ]),
    sequence(`fallback ${kind}: a missing one is kept`, [
      `/_next/data/${buildId}/fallback-${kind}/missing.json`,
      `/fallback-${kind}/missing`,
      `/fallback-${kind}/missing`,
      `/_next/data/${buildId}/fallback-${kind}/moved.json`,
      `/fallback-${kind}/moved`
    ])
  ]),
  one('/fallback-true/crawled', { headers: { 'User-Agent': 'Googlebot/2.1' } }),
  one('/fallback-true/crawled-too', { headers: { 'User-Agent': 'Twitterbot/1.0' } }),
  sequence('res.revalidate', [
    '/isr-long',
    '/isr-long',
    '/api/revalidate?path=/isr-long',
    '/isr-long',
    `/_next/data/${buildId}/isr-long.json`,
    '/api/revalidate?path=/fallback-blocking/one',
    '/fallback-blocking/one',
    '/api/revalidate?path=/fallback-blocking/first-time',
    '/fallback-blocking/first-time',
    '/api/revalidate?path=/fallback-blocking/not-yet&onlyGenerated=1',
    '/fallback-blocking/not-yet',
    '/api/revalidate?path=/nowhere',
    '/api/revalidate?path=relative',
    '/api/revalidate',
    '/api/revalidate?path=/fallback-blocking/throws'
  ]),
  sequence('x-prerender-revalidate with the key', [
    '/isr-long',
    { path: '/isr-long', headers: { 'x-prerender-revalidate': previewModeId } },
    '/isr-long',
    { path: '/nowhere', headers: { 'x-prerender-revalidate': previewModeId } },
    {
      path: '/fallback-blocking/unseen',
      headers: {
        'x-prerender-revalidate': previewModeId,
        'x-prerender-revalidate-if-generated': '1'
      }
    },
    { path: '/ssr', headers: { 'x-prerender-revalidate': previewModeId } }
  ]),
  sequence('draft: stores nothing', [
    '/draft',
    ...['/draft', '/ssr', `/_next/data/${buildId}/draft.json`].map((path) => ({
      path,
      headers: { Cookie: `__prerender_bypass=${previewModeId}` }
    })),
    '/draft'
  ]),
  ...['/ssg', '/static', '/isr-long'].map((path) =>
    sequence(`revalidation of a copy of ${path}`, [
      path,
      { path, ifNoneMatch: 0 },
      { path, ifNoneMatch: 0, method: 'HEAD' },
      { path, ifNoneMatch: 0, headers: { 'Cache-Control': 'no-cache' } },
      { path, ifNoneMatch: 0, headers: { 'Accept-Encoding': 'gzip' } },
      { path, headers: { 'If-None-Match': '*' } },
      { path, headers: { 'If-Modified-Since': 'Thu, 01 Jan 2037 00:00:00 GMT' } },
      { path, headers: { Range: 'bytes=0-9' } }
    ])
  ),
  sequence('settled promises', [
    { path: '/ssg', server: { do: 'settled' } },
    { path: '/ssr/throws', server: { do: 'settled' } },
    { path: '/api/kinds?kind=throws', server: { do: 'settled' } },
    { path: '/nowhere', server: { do: 'settled' } },
    { path: '/ssr/moved', server: { do: 'settled' } },
    100,
    { path: '/', server: { do: 'settlements' } }
  ])
]

module.exports = (facts) => [
  ...times(facts),
  ...each(pages),
  ...each(fallbacks),
  ...data(facts),
  ...api,
  ...[
    '/',
    '/static',
    '/ssg',
    '/isr-long',
    '/ssr',
    '/ssr/missing',
    '/auto/1',
    '/fallback-true/method',
    '/nowhere'
  ].flatMap((path) => methods(path)),
  ...each(['/', '/static', '/ssg', '/ssg-large', '/ssr', '/nowhere', '/ssr/throws'], {
    headers: { 'Accept-Encoding': 'gzip' }
  }),
  ...each(['/ssg-large', '/static', '/ssr'], {
    headers: { 'Accept-Encoding': 'gzip, deflate, br' }
  }),
  ...each(['/ssg', '/static', '/ssr', '/nowhere'], { headers: { RSC: '1' } }),
  ...each(['/nowhere', '/ssr/missing'], { headers: { 'Sec-Fetch-Dest': 'image' } }),
  ...each(['/ssg', '/nowhere', '/ssr/missing'], { headers: { 'x-nextjs-data': '1' } }),
  ...hostileCases(['/ssg', '/ssr', '/fallback-blocking/one'], facts),
  ...serverCases({ fixed: '/ssg', dynamic: '/ssr', incremental: '/isr-long', file: '/plain.txt' })
]
