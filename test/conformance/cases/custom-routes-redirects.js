'use strict'
// Redirects: which rule matches, the location, the query.

const { each, methods, one, rsc, sequence, vary } = require('../support/case')

const paths = [
  'permanent',
  'temporary',
  '301',
  '302',
  '303',
  '307',
  '308',
  'permanent?x=1&x=2&y=%C3%BC%20%26+',
  'param/1',
  'param/a%20b',
  'param/a+b',
  'param/a%2Fb',
  'param/%C3%BC',
  'param/ü',
  'param/%zz',
  'param/%25',
  'param/a:b*(c)',
  'param/a;b,c@d=e&f$g',
  'param/[x]',
  'param/a#b',
  "param/it's",
  'param/1/',
  'param/1/2',
  'param/',
  'two/1/2',
  'two/1/2?a=3&b=4',
  'wild',
  'wild/a',
  'wild/a/b%20c/%C3%BC',
  'wild/a//b',
  'plus',
  'plus/a/b',
  'array',
  'array/a',
  'array/a/b',
  'optional',
  'optional/a',
  'missing',
  'missing/a',
  'query',
  'query?a=9',
  'query?c=3&a=9',
  'query?b=1&b=3',
  'query?x=%26&y=%3D&z=%25&w=a+b',
  'query?%C3%BC=%C3%BC&a%20b=1',
  'query?e=&f&=g',
  'query?m=%00%0D%0A',
  'query?u=%zz',
  'query/7',
  'query/7?id=8&z=9',
  'query/a%20b?z=a%2520b',
  'query/a%26b',
  'query/1?own=2&own=3',
  'array-query',
  'array-query/a',
  'array-query/a/b?path=x',
  'twice',
  'twice?a=3&c=4',
  'unused/1?x=2',
  'hash',
  'hash?x=1',
  'hash/1?q=2',
  'hash-star/a/b',
  'slashes/1',
  'dots/1',
  'encoded',
  'encoded?q=2&z=%C3%BC',
  'raw',
  'raw?q=x',
  'raw-path',
  'raw-query',
  'colon/1',
  'external',
  'external/',
  'external?x=1',
  'external/a/b?from=x&y=1',
  'external-port/1?x=1',
  'external-host/sub?x=1',
  'external-host/a.b%2Fc',
  'external-auth',
  'external-raw',
  'scheme',
  'scheme?x=1',
  'back-slash/1',
  'relative/1',
  'encoding/a%20b?x=a%20b',
  'encoding/a%2520b?x=a%2520b&y=1',
  'encoding/%C3%BC?x=%25C3%25BC',
  'encoding/x?plain=1&x=x',
  're/1',
  're/x',
  're/ab/x/y',
  're/abcd/x',
  're-unnamed/a/1',
  're-unnamed/c/1',
  're-path',
  're-path/',
  're-path/a/b',
  'gr%C3%BCn/1',
  'gr%c3%bcn/1',
  'grün-raw',
  'gr%C3%BCn-raw',
  'upper/1',
  'Upper/X',
  'ext/file.txt',
  'ext/a.b.txt',
  'ext/file.md',
  'end',
  'end/',
  'has/missing',
  'has/missing?ask=no',
  'has/missing?ask=yes',
  'first',
  'first?first',
  'first?first=1&x=2',
  'loop',
  'long-0/a',
  'long-19/a/b/c?x=1',
  'long-20/a',
  'nowhere'
].map((path) => `/r/${Buffer.from(path).toString('latin1')}`)

const others = [
  '/shadowed.txt',
  '/_next/redirected',
  '/auto/redirected',
  '/before/redirected',
  '/_next/data/fixture-build/r/permanent.json',
  '/_next/data/fixture-build/auto/redirected.json'
]

const conditions = [
  ...vary('/r/has/header', [
    {},
    { headers: { 'x-ask': 'a b&c=d' } },
    { headers: { 'x-ask': '/evil' } },
    { headers: { 'x-ask': 'gr\xfcn' } },
    { headers: { 'x-ask': ':group*' } }
  ]),
  ...vary('/r/has/header-path', [
    { headers: { 'x-ask': 'a b&c=d' } },
    { headers: { 'x-ask': 'a/b?c#d' } },
    { headers: { 'x-ask': '//evil.test' } },
    { headers: { 'x-ask': '\\evil' } },
    { headers: { 'x-ask': 'gr\xfcn' } }
  ]),
  ...vary('/r/has/cookie', [
    { headers: { Cookie: 'ask=a' } },
    { headers: { Cookie: 'ask=a%20b' } },
    { headers: { Cookie: 'ask=a%0D%0AX: y' } },
    { headers: { Cookie: 'ask=%E6%BC%A2' } }
  ]),
  ...each([
    '/r/has/query?ask=a',
    '/r/has/query?ask=a&ask=b',
    '/r/has/query?ask',
    '/r/has/query?ask=a%20b%2Fc&x=1',
    '/r/has/query?ask=%0D%0A',
    '/r/has/query?ask=%E6%BC%A2'
  ]),
  ...vary('/r/has/host', [
    { headers: { Host: 'sub.example.com' } },
    { headers: { Host: 'SUB.Example.com:80' } },
    { headers: { Host: 'a.sub.example.com' } }
  ]),
  ...vary('/r/has/missing', [
    { headers: { 'x-ask': '1' } },
    { headers: { Cookie: 'ask=1' } },
    { headers: { Cookie: 'other=1' } }
  ]),
  ...each(['/', '/a/b', '/plain.txt', '/api/echo', '/_next/x', '/_nextx'], {
    headers: { 'x-every': '1' }
  }),
  ...each(['/_next/a', '/_nextx'], { headers: { 'x-all': '1' } })
]

// Requests to repeat between two requests for the same URL, because they might change its answer.
const between = [
  { method: 'HEAD' },
  { method: 'POST' },
  { headers: { Cookie: 'ask=a', 'Accept-Encoding': 'br' } },
  { ...rsc(), rsc: 'right' },
  { server: { preset: [['Vary', 'x-own']] } },
  { server: { preset: [['Content-Type', 'text/plain']] } },
  { server: { preset: [['Location', '/own']] } },
  { server: { preset: [['X-Own', '1']], status: 418 } }
]
const again = [
  '/r/permanent?x=1',
  '/r/temporary',
  '/r/param/a%20b?q=%C3%BC',
  '/r/external/a',
  '/r/hash/1?q=2',
  '/r/has/missing',
  '/r//slashes',
  '/dashed/'
].map((path) =>
  sequence(`${path}, again and again`, [
    ...between.flatMap((options) => [path, { path, ...options }]),
    path
  ])
)

const redirectCases = [
  ...again,
  ...each(paths),
  ...each(others),
  ...conditions,
  ...methods('/r/permanent?x=1'),
  ...methods('/r/303', ['HEAD', 'POST']),
  one('/r/temporary', { headers: { 'Accept-Encoding': 'gzip' } }),
  one('/r/wild/a', { method: 'POST', body: 'a body nobody reads' }),
  one('/r/temporary', rsc()),
  ...vary('/r/temporary?x=1', [
    { ...rsc(), rsc: 'right' },
    { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' },
    { ...rsc(), rsc: 'wrong' },
    { headers: { 'x-nextjs-data': '1' } },
    { headers: { 'Sec-Fetch-Dest': 'image' } }
  ]),
  one('/r/external/a', { headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.test' } })
]

module.exports = { redirectCases }
