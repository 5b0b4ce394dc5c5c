'use strict'
// The request that middleware sees, for every kind of request.

const { each, methods, rsc, vary } = require('../support/case')
const { ask, askEach } = require('../support/ask')

const odd = [
  '/',
  '/?',
  '?x=1',
  '/?x',
  '/?x=1&x=2&y=%20+%C3%BC&z=',
  '/static',
  '/static/',
  '/static?x=1#hash',
  '/STATIC',
  '/static//',
  '//static',
  '//',
  '/static\\',
  '/a\\b?x=1',
  '/static?a=//b\\c',
  '/./static',
  '/x/../static',
  '/x/%2e%2e/static',
  '/../../static',
  '/..%2fstatic',
  '/%2Fstatic',
  '/st%61tic',
  '/static%2F',
  '/static%00',
  '/static%20',
  '/%zz',
  '/%',
  '/%ff',
  '/ssr/%zz',
  '/ssr/%ff?x=%ff',
  '/ssr?a=%zz&b=%',
  '/ssr?end=invalid',
  '/app-dynamic?end=invalid',
  '/app-handler?invalid=1',
  '/api/echo?invalid=1',
  '/ssr/%C3%BC',
  '/ssr/ü',
  '/ssr/a%20b+c',
  '/ssr/a%2Fb',
  '/ssr/a%3Fb%23c',
  '/ssr/%E6%BC%A2?q=%E6%BC%A2',
  '/ssr/(a)[b]{c}|^`"<>',
  '/ssr/7;x=1',
  '/ssr?__proto__=1&constructor=2',
  '/ssr?a[]=1&a%5Bb%5D=2',
  '/ssr?_rsc=abc&x=1',
  '/ssr?nxtPid=1&nxtIid=2&nextInternalLocale=fr',
  '/ssr?__nextDataReq=1&_nextBubbleNoFallback=1&amp=1',
  '/ssr/index',
  '/index',
  '/index/',
  '/ssr.json',
  '/ssr.rsc',
  '/app-static.rsc',
  '/app-dynamic.rsc?x=1',
  '/app-static.segments/_tree.segment.rsc',
  '/app-dynamic',
  '/app-item/1',
  '/app-isr/one',
  '/app-isr/seen',
  '/app-handler',
  '/edge-handler',
  '/edge-handler/a%2Fb/c',
  '/edge-page',
  '/edge-item/%C3%BC',
  '/edge-ssr',
  '/edge-ssr/3',
  '/gip',
  '/auto?x=1',
  '/ssg/one',
  '/ssg/seen',
  '/known/one',
  '/known/nowhere',
  '/api',
  '/api/echo',
  '/api/edge',
  '/api/edge-item/%C3%BC?x=1',
  '/api/item/7?x=1',
  '/api/nowhere',
  '/plain.txt',
  '/with%20space.txt',
  '/gr%C3%BCn.txt',
  '/nested/file.txt',
  '/nested',
  '/nowhere',
  '/nowhere/deep.txt?x=1',
  '/favicon.ico',
  '/404',
  '/500',
  '/_error',
  '/_app',
  '/_not-found',
  '/_next',
  '/_next/',
  '/_next/nowhere',
  '/_next/static',
  '/_next/static/missing.js',
  '/_next/image?url=%2Fpicture.png&w=64&q=75',
  '/_next/image?url=%2Fnowhere.png&w=64&q=75',
  '/_next/image',
  '/old',
  '/old/1?x=1',
  '/before/1?x=1',
  '/before-out?x=1',
  '/after/1?x=1',
  '/after-isr/one',
  '/after-app/1',
  '/after-file',
  '/after-out?x=1',
  '/by-query?q=a%20b',
  '/fallback/a/b',
  'http://fixture.test:4000/ssr?absolute=1',
  'http://other.test/ssr',
  'https://other.test/static',
  'static',
  '*',
  `/ssr?${'x'.repeat(3000)}=1`
]

const hosts = ['', 'other.test', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'a b', 'ü.test']

const pathCases = ({ script, buildManifest }) => [
  ...each(odd),
  ...each([script, buildManifest]),
  ...askEach(['/ssr', '/app-dynamic', '/api/echo', '/nowhere'], { see: ['headers', 'more'] }),
  ...[
    '/static',
    '/ssr',
    '/app-static',
    '/app-handler',
    '/api/echo',
    '/plain.txt',
    '/nowhere',
    '/_next/static/missing.js'
  ].flatMap((path) =>
    methods(path, ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
  ),
  ...hosts.flatMap((Host) =>
    ['/ssr', '/app-dynamic', '/nowhere'].map((path) =>
      ask(path, { see: ['headers'] }, { headers: { Host } })
    )
  ),
  ...vary('/ssr?x=1', [
    { headers: { 'X-Forwarded-Host': 'forged.test', 'X-Forwarded-Proto': 'https' } },
    { headers: { 'X-Forwarded-Proto': 'https,http' } },
    { headers: { 'X-Forwarded-Port': '81', 'X-Forwarded-For': '1.2.3.4' } },
    { headers: { 'x-vercel-ip-country': 'DE', 'x-real-ip': '1.2.3.4' } },
    { headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } },
    { headers: { 'Accept-Language': 'fr', Cookie: 'NEXT_LOCALE=fr; a="1"; b=%C3%BC; c' } }
  ]),
  ...[
    '/app-static',
    '/app-dynamic?x=1',
    '/app-item/1',
    '/app-isr/one',
    '/edge-page',
    '/ssr',
    '/nowhere',
    '/old',
    '/after-app/1'
  ].flatMap((path) => [
    ask(path, { see: ['headers'] }, { ...rsc(), rsc: 'right' }),
    ask(path, { see: ['headers'] }, rsc()),
    ask(
      path,
      { see: ['headers'] },
      {
        ...rsc({ 'Next-Router-State-Tree': '%5B%22%22%2C%7B%7D%5D', 'Next-Url': '/app-static' }),
        rsc: 'right'
      }
    ),
    // An invalid tree.
    ask(
      path,
      {},
      {
        ...rsc({ 'Next-Router-State-Tree': '%5B%22%22%5D', 'Next-Url': '/app-static' }),
        rsc: 'right'
      }
    ),
    ask(path, { see: ['headers'] }, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' }),
    ask(
      path,
      { see: ['headers'] },
      {
        ...rsc({ 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }),
        rsc: 'right'
      }
    )
  ]),
  ...['gzip', 'br', 'gzip, deflate, br, zstd'].flatMap((coding) =>
    each(['/ssr', '/app-static', '/static', '/long.txt', '/nowhere', '/app-dynamic'], {
      headers: { 'Accept-Encoding': coding }
    })
  ),
  ...each(['/plain.txt', '/static', '/app-static', script], { headers: { 'If-None-Match': '*' } }),
  ...each(['/plain.txt', script], { headers: { Range: 'bytes=2-5' } }),
  ...each(['/nowhere', '/_next/static/missing.js', '/plain.txt'], {
    headers: { 'Sec-Fetch-Dest': 'image' }
  })
]

module.exports = { odd, pathCases }
