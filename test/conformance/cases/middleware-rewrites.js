'use strict'
// Middleware that rewrites.

const { each, rsc, sequence } = require('../support/case')
const { ask, askAll, askEach, asked, rewrite } = require('../support/ask')

const targets = [
  '',
  '/',
  '/?x=1',
  '?only=query',
  '/static',
  '/static?x=1',
  '/static/',
  '/auto?q=1',
  '/ssr?x=1&x=2',
  '/ssr?x=%20+%2B%26%3D&y=',
  '/ssr/7?y=1&id=other',
  '/ssr/%C3%BC%2F%20',
  '/ssr/ü?ü=ü',
  '/ssr#hash',
  '/ssr?end=missing',
  '/ssr?end=moved',
  '/ssr?end=failed',
  '/ssr?end=status',
  '/ssr?_rsc=1&nxtPid=2&nextInternalLocale=3',
  '/gip?x=1',
  '/ssg/one',
  '/ssg/one?x=1',
  '/ssg/missing',
  '/ssg/moved',
  '/ssg/[slug]',
  '/known/one',
  '/known/nowhere',
  '/known/one?slug=other&nxtPslug=evil',
  '/app-static',
  '/app-static?x=1',
  '/app-dynamic?x=1&x=2',
  '/app-dynamic?end=missing',
  '/app-dynamic?end=moved',
  '/app-dynamic?end=failed',
  '/app-isr/one',
  '/app-item/1?x=2',
  '/app-item/%C3%BC%2F',
  '/app-item/[id]',
  '/app-throws',
  '/app-handler?x=1',
  '/app-handler?status=404&cookie=a%3D1',
  '/app-handler?fail=1',
  '/app-cookies',
  '/edge-handler?x=1',
  '/edge-handler/a/b?x=1',
  '/edge-handler?fail=1',
  '/edge-page?x=1',
  '/edge-page?end=missing',
  '/edge-item/9?x=1',
  '/edge-ssr?x=1',
  '/edge-ssr?end=missing',
  '/edge-ssr/3?x=1',
  '/api/echo?x=1',
  '/api/echo?fail=1',
  '/api/item/5?x=1',
  '/api/edge?x=1',
  '/api/edge-item/4?x=1',
  '/plain.txt',
  '/plain.txt?x=1',
  '/with%20space.txt',
  '/gr%C3%BCn.txt',
  '/grün.txt',
  '/nested',
  '/nowhere',
  '/nowhere?x=1',
  '/_next/static/missing.js',
  '/_next/image?url=%2Fpicture.png&w=64&q=75',
  '/_next/image?url=%2Fnowhere.png&w=64&q=75',
  '/_next/data/fixture-build/ssr.json?x=1',
  '/_next/data/fixture-build/static.json',
  '/_next/data/other/ssr.json',
  '/404',
  '/500',
  '/_error',
  '/_not-found',
  '/old',
  '/old/1',
  '/before/1?x=1',
  '/before-out',
  '/after/1?x=1',
  '/after-isr/one',
  '/after-app/3',
  '/after-file',
  '/after-out?x=1',
  '/by-query?q=1',
  '/fallback/a',
  '//ssr',
  '/ssr//7',
  '/SSR',
  '/%zz',
  '/ssr/%zz',
  '/app-item/%zz',
  '/%00',
  '/..%2fssr',
  '/a/../ssr',
  'http://localhost:4000/ssr?absolute=1',
  'http://127.0.0.1:4000/ssr?loopback=1',
  'http://LOCALHOST:4000/ssr',
  'http://user:pass@localhost:4000/ssr',
  'not/absolute',
  'http://'
]

// Changes to fields of nextUrl.
const edits = [
  { pathname: '/ssr/2' },
  { pathname: 'ssr/2' },
  { search: '?z=1' },
  { search: '' },
  { pathname: '/ssr', search: '?z=1', hash: '#h' },
  { pathname: '/static/' },
  { port: '1' },
  { host: 'localhost:4000', pathname: '/ssr' },
  { basePath: '/docs', pathname: '/ssr' },
  { buildId: 'other', pathname: '/ssr' },
  { locale: 'fr', pathname: '/ssr' },
  { href: 'http://localhost:4000/ssr?href=1' },
  {}
]

const out = [
  'upstream:/a/b?x=1&x=%C3%BC',
  'upstream:',
  'upstream:/',
  'upstream:/a%20b/%2F/ü?x=ü',
  'upstream:/status/201',
  'upstream:/status/204',
  'upstream:/status/304',
  'upstream:/status/404',
  'upstream:/status/500',
  'upstream:/redirect/302',
  'upstream:/redirect/308/absolute',
  'upstream:/cookies',
  'upstream:/headers',
  'upstream:/gzip',
  'upstream:/stream',
  'upstream:/text/5000/text/html',
  'upstream:/cut',
  'upstream:/reset',
  'http://127.0.0.1:1/down',
  'ftp://example.com/'
]

// The answering page reports the original path.
const sources = ({ script }) => [
  '/',
  '/static?a=1',
  '/ssr?a=1&x=own',
  '/ssr/1?a=1',
  '/ssg/one',
  '/known/nowhere',
  '/app-static',
  '/app-dynamic?a=1',
  '/app-handler?a=1',
  '/app-isr/one',
  '/edge-page?a=1',
  '/api/echo?a=1',
  '/plain.txt',
  script,
  '/_next/static/missing.js',
  '/_next/image?url=%2Fpicture.png&w=64&q=75',
  '/_next/nowhere',
  '/404',
  '/old',
  '/before/1',
  '/after/1',
  '/fallback/a',
  '/nowhere/',
  '/nowhere//a',
  '/nowhere?_rsc=1',
  '/%C3%BC?%C3%BC=%20',
  '/ssr/%zz',
  '/%zz'
]

const inits = [
  { status: 203 },
  { status: 404 },
  { status: 500 },
  { status: 304 },
  { statusText: 'Rewritten' },
  { headers: { 'x-both': 'middleware', 'cache-control': 'private' } },
  { headers: { 'content-type': 'text/plain' } },
  { headers: { location: 'http://localhost:4000/static' } },
  { headers: { location: 'http://localhost:4000/static' }, status: 307 },
  { headers: { 'x-middleware-next': '1' } },
  {
    headers: [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2; Path=/']
    ]
  },
  { cookies: [{ name: 'c', value: 'ü 1' }] },
  { request: { set: { 'x-added': 'yes' } } },
  { request: { set: { 'x-instead': '1' } } },
  { request: { set: { cookie: 'chosen=1' } } },
  { request: { remove: ['user-agent', 'x-own'] } },
  { request: { only: ['host'] } }
]

const rewriteCases = (facts) => [
  ...targets.map((to) => ask('/from/nowhere?from=1&x=9', rewrite(to))),
  ...edits.map((to) => ask('/from/nowhere?from=1&x=9', rewrite(to))),
  ask('/from/nowhere', rewrite(facts.script)),
  ask('/from/nowhere', rewrite(facts.buildManifest)),
  ...out.map((to) => ask('/from/nowhere?from=1', rewrite(to))),
  ...askEach(sources(facts), rewrite('/ssr?x=1')),
  ...askEach(sources(facts), rewrite('/app-dynamic?x=1')),
  ...askEach(['/', '/static?a=1', '/plain.txt', '/api/echo', '/%zz'], rewrite('upstream:/x?y=1')),
  ...['/static', '/ssr', '/app-static', '/plain.txt', '/nowhere', 'upstream:/a'].flatMap((to) =>
    askAll(
      '/from/nowhere',
      inits.map((init) => rewrite(to, init)),
      { headers: { 'x-own': 'yes', 'User-Agent': 'a client', Cookie: 'a=1' } }
    )
  ),
  ...[
    '/static',
    '/ssr',
    '/ssg/one',
    '/app-static',
    '/app-handler',
    '/api/echo',
    '/plain.txt'
  ].flatMap((to) =>
    ['HEAD', 'POST', 'OPTIONS', 'DELETE'].map((method) =>
      ask('/from/nowhere', rewrite(to), { method })
    )
  ),
  ...[
    '/app-static',
    '/app-dynamic?x=1',
    '/app-item/1',
    '/ssr',
    '/nowhere',
    '?z=1',
    '/after-app/1',
    'upstream:/rsc'
  ].flatMap((to) => [
    ask('/app-dynamic?own=1', rewrite(to), { ...rsc(), rsc: 'right' }),
    ask('/app-dynamic?own=1', rewrite(to), { ...rsc(), rsc: 'wrong' }),
    ask('/app-dynamic?own=1', rewrite(to), rsc()),
    ask('/app-static', rewrite(to), { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' }),
    ask('/from/nowhere', rewrite(to), {
      ...rsc({ 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }),
      rsc: 'right'
    })
  ]),
  ...askEach(['/app-static.rsc', '/app-dynamic.rsc?x=1'], rewrite('/app-item/1')),
  ...['gzip', 'br, gzip', 'identity'].flatMap((coding) =>
    ['/static', '/ssr', '/plain.txt', '/app-static', 'upstream:/text/5000/text/html'].map((to) =>
      ask('/from/nowhere', rewrite(to), { headers: { 'Accept-Encoding': coding } })
    )
  ),
  ask('/from/nowhere', rewrite('/api/echo', { request: { set: { 'x-own': 'ü'.normalize() } } })),
  sequence('pages that middleware rewrites to are kept by their own path', [
    asked('/first', rewrite('/ssg/kept')),
    asked('/second?x=1', rewrite('/ssg/kept')),
    '/ssg/kept',
    { ...asked('/third', rewrite('/ssg/kept')), ifNoneMatch: 0 },
    '/_next/data/fixture-build/ssg/kept.json'
  ]),
  sequence('app pages that middleware rewrites to are kept by their own path', [
    asked('/first', rewrite('/app-isr/kept')),
    asked('/second?x=1', rewrite('/app-isr/kept')),
    '/app-isr/kept',
    { ...asked('/third', rewrite('/app-isr/kept')), ifNoneMatch: 0 },
    { ...asked('/third', rewrite('/app-isr/kept'), rsc()), rsc: 'right' }
  ]),
  sequence('the path that was asked for keeps what is its own', [
    '/ssg/mine',
    asked('/ssg/mine', rewrite('/ssg/yours')),
    '/ssg/mine',
    asked('/ssg/mine', rewrite('/app-isr/yours')),
    '/ssg/yours',
    '/ssg/mine'
  ]),
  sequence('on-demand revalidation skips middleware', [
    '/ssg/demanded',
    '/api/revalidate?path=/ssg/demanded',
    '/ssg/demanded',
    {
      ...asked('/ssg/demanded', rewrite('/static')),
      headers: {
        ...asked('', rewrite('/static')).headers,
        'x-prerender-revalidate': facts.previewModeId
      }
    },
    '/ssg/demanded'
  ]),
  ...each(['/ssg/demanded', '/app-isr/demanded', '/nowhere', '/old', '/before/1'], {
    headers: { 'x-prerender-revalidate': facts.previewModeId }
  }).map((testCase) => ({
    ...testCase,
    name: testCase.name.replaceAll(facts.previewModeId, 'key')
  }))
]

module.exports = { rewriteCases }
