'use strict'
// Custom headers, redirects and rewrites of an app with both routers.

const { each, methods, one, rsc, sequence, vary } = require('../support/case')
const { headerCases } = require('./custom-routes-headers')
const { redirectCases } = require('./custom-routes-redirects')
const { rewriteCases } = require('./custom-routes-rewrites')
const { hostileCases } = require('./hostile')
const { serverCases } = require('./server-js')

// Targets that no rule is meant for, but that general rules may match.
const odd = [
  '/',
  '/?',
  '?x=1',
  '/?x',
  '//',
  '/static/',
  '/static/?x=1',
  '/static//',
  '//static',
  '/static?a=//b',
  '/static\\',
  '/before\\static',
  '/%2Fstatic',
  '/%5Cstatic',
  '/static%2F',
  '/static%00',
  '/%zz',
  '/%',
  '/%ff',
  '/%c0%af',
  '/STATIC',
  '/static;x=1',
  '/static@x',
  '/@static',
  '/static:80',
  '/./static',
  '/x/../static',
  '/x/%2e%2e/static',
  '/../../static',
  '/..%2fstatic',
  '/static#hash',
  '/static?%zz=%zz',
  '/static?a=%ff&b=%',
  '/static?__proto__=1&constructor=2',
  '/ssr?__proto__=1&constructor=2&toString=3',
  '/ssr?a=1;b=2&&=&=x&c',
  '/ssr?a[]=1&a[b]=2',
  '/ssr?a=%00&b=%0D%0A',
  '/ssr?a=+%2B%20&b=%C3%BC',
  `/ssr?${'x'.repeat(3000)}=1`,
  'http://fixture.test:4000/static',
  'http://fixture.test:4000/r/param/1',
  'http://other.test/before/static',
  'https://other.test/before/static',
  'static',
  'before/static',
  '*',
  ':80/static',
  '/nowhere',
  '/nowhere/deep?x=1',
  '/404',
  '/500',
  '/_error',
  '/_not-found',
  '/_next/',
  '/_next/redirected',
  '/_next/static/missing.js',
  '/_next/image?url=%2Fmissing.png&w=64&q=75',
  '/_next/data',
  '/_next/data/fixture-build/nowhere.json',
  '/api',
  '/api/nowhere'
]

module.exports = (facts) => [
  ...each(odd),
  ...headerCases(facts),
  ...redirectCases,
  ...rewriteCases(facts),
  ...hostileCases(['/after/ssr/1', '/before/isr/one', '/after/small'], facts),
  ...['/nowhere', '/static', '/plain.txt', '/api/echo'].flatMap((path) => methods(path)),
  ...vary('/nowhere', [
    { headers: { 'Sec-Fetch-Dest': 'image' } },
    { headers: { 'x-nextjs-data': '1' } },
    { ...rsc(), rsc: 'right' },
    rsc(),
    { headers: { 'Accept-Encoding': 'gzip' } }
  ]),
  sequence('a rewritten page revalidates like its own', [
    '/after/isr/shared',
    '/isr/shared',
    '/before/isr/shared',
    { path: '/after/isr/shared', ifNoneMatch: 0 },
    '/_next/data/fixture-build/isr/shared.json'
  ]),
  ...serverCases({
    fixed: '/static',
    dynamic: '/ssr',
    incremental: '/isr/one',
    file: '/plain.txt'
  }),
  ...[
    { do: 'render', pathname: '/after/ssr/1', query: { a: '1' } },
    { do: 'render', pathname: '/before/small', query: {} },
    { do: 'render', pathname: '/r/param/1', query: { a: '1', b: 'ü' } },
    { do: 'handle', url: '/after/ssr-query/1?a=2' },
    { do: 'handle', url: '/r/query/1?a=2' },
    { do: 'renderToHTML', pathname: '/after/ssr/1', query: {} }
  ].map((server) => one('/asked?from=request', { server }))
]
