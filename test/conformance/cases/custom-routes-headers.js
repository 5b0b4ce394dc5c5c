'use strict'
// Response headers set by rules: which rules match, which value wins, on which answers they appear.

const { each, methods, one, rsc, sequence, vary } = require('../support/case')

const everywhere = [
  '/auto/over',
  '/auto/over?third',
  '/auto/cookies',
  '/auto/cookies?cookie=1',
  '/auto/mixed-cookies',
  '/auto/x%20y?cookie',
  '/auto/%C3%BC?cookie',
  '/auto/%zz?cookie',
  '/api/echo',
  '/api/echo?own=1',
  '/api/fixed',
  '/api/handler',
  '/plain.txt',
  '/nested/file.txt',
  '/with%20space.txt',
  '/with space.txt',
  '/static',
  '/ssg',
  '/isr/one',
  '/ssr',
  '/small',
  '/dynamic',
  '/blog/first',
  '/nowhere',
  '/_next/static/missing.js',
  '/_next/image',
  '/_next/data/fixture-build/ssg.json',
  '/_next/data/fixture-build/ssr.json?x=1',
  '/_next/data/other/ssg.json',
  '/_next/data/fixture-build/static.json'
]

const sources = [
  '1',
  '12/3',
  '12/tail',
  'x/tail',
  'one',
  'one/a/b',
  'ONE/a',
  'three/a',
  'opt',
  'opt/',
  'opt/a',
  'opt/a/b',
  'nested',
  'nested/1',
  'nested/1/2',
  'nested/1/2/3',
  'dash',
  'dash-x',
  'dash-',
  'dash-x-y',
  'file.txt',
  'file.md',
  'file.png',
  'a.b.txt',
  'plus',
  'plus/a',
  'plus/a/b%2Fc',
  'star',
  'star/a',
  'star/a/b',
  'star/a%20b/%C3%BC',
  'skip',
  'skip/x',
  'skipped',
  'noskip/skip',
  'gr%C3%BCn/x',
  'gr%c3%bcn/x',
  'GR%C3%BCN/x',
  'gr%C3%9Cn/x',
  'case/x',
  'CASE/X',
  'key/one',
  'key/One',
  'key/a%20b',
  'key/a:b',
  'text/1/2',
  'text/%3A/%25',
  'text/:b/:a',
  'text/(x)/*',
  'optional-text/1/2',
  'optional-text/(x)/+',
  'back-slash/1',
  'policy',
  'policy/sub',
  'en',
  'en/',
  'en/a/b',
  'entry',
  'escaped(1)/x',
  'escaped1/x',
  'a:b',
  'a%3Ab',
  'x%0Ay',
  '%E2%80%A8'
].map((path) => `/re/${path}`)

// Every rule with conditions gets each of these requests.
const asked = [
  {},
  { headers: { 'X-Ask': 'yes' } },
  { headers: { 'x-ask': 'y' } },
  { headers: { 'x-ask': 'no' } },
  { headers: { 'x-ask': '' } },
  { headers: { 'x-ask': 'ba' } },
  { headers: { 'x-ask': 'a' } },
  { headers: { 'x-ask': 'bb' } },
  {
    headers: [
      ['x-ask', 'yes'],
      ['x-ask', 'no']
    ]
  },
  { headers: { Cookie: 'ask=yes' } },
  { headers: { Cookie: 'ask=no; ask=yes' } },
  { headers: { Cookie: 'ask=%79es' } },
  { headers: { Cookie: 'ask=' } },
  { headers: { Cookie: 'Ask=yes' } },
  { headers: { Cookie: 'ask="yes"' } },
  { headers: { Cookie: 'ask=%zz' } },
  {
    headers: [
      ['Cookie', 'x=1'],
      ['Cookie', 'ask=yes']
    ]
  },
  { headers: { Host: 'example.com' } },
  { headers: { Host: 'EXAMPLE.com:8080' } },
  { headers: { Host: 'a.b.example.com' } },
  { headers: { Host: 'example.com.evil.test' } },
  { headers: { Host: '' } },
  { headers: { 'X-Forwarded-Host': 'example.com' } },
  { path: '/auto/has?ask' },
  { path: '/auto/has?ask=yes' },
  { path: '/auto/has?ask=no&ask=yes' },
  { path: '/auto/has?ask=yes&ask=no' },
  { path: '/auto/has?ask=ye%73' },
  { path: '/auto/has?Ask=yes' },
  { path: '/auto/has?ask=yes', headers: { 'x-ask': 'b' } },
  { headers: { 'x-ask': 'yes', Cookie: 'ask=1' } }
]

const captured = [
  { headers: { 'x-ask': 'one' } },
  { headers: { 'x-ask': 'a:b*c(d)' } },
  { headers: { 'x-ask': 'gr\xfcn' } },
  { headers: { 'X-Ask-Me': 'whole' } },
  { headers: { Cookie: 'ask=one' } },
  { headers: { Cookie: 'ask=a%20b' } },
  { headers: { Cookie: 'ask=a%0Ab' } },
  { headers: { Cookie: 'ask=%E6%BC%A2' } },
  { headers: { Cookie: 'ask=%C3%BC' } },
  { path: '/auto/captured?ask=one' },
  { path: '/auto/captured?ask=a&ask=b' },
  { path: '/auto/captured?ask=a%2Fb%20c' },
  { path: '/auto/captured?ask=a%0Ab' },
  { path: '/auto/captured?ask=%E6%BC%A2' },
  { path: '/auto/captured?ask=%C3%BC' },
  { path: '/auto/captured?maybe=x' },
  { path: '/auto/captured?maybe=xy' },
  { headers: { Host: 'sub.example.com' } },
  { headers: { Host: 'SUB.example.com:1' } },
  { headers: { Host: '1.example.com' } }
]

const long = ['/long/0/a', '/long/7/a/b/c', '/long/19/a', '/long/20/a', '/long/1/']

const conditional = ['/plain.txt', '/static', '/ssg', '/isr/one', '/ssr']

const headerCases = ({ script }) => [
  ...each(everywhere),
  ...each(sources),
  ...vary(
    '/auto/has',
    asked.map(({ path, ...rest }) => ({ ...rest, ...(path && { path }) }))
  ),
  ...vary('/auto/captured', captured),
  ...each(long),
  one(script),
  ...methods(script, ['HEAD', 'POST']),
  one(script, { headers: { 'Accept-Encoding': 'gzip' } }),
  one(script, { headers: { Range: 'bytes=0-9' } }),
  one(script, { headers: { Range: 'bytes=99999999-' } }),
  ...each(conditional, { method: 'HEAD' }),
  ...each(conditional, { headers: { 'Accept-Encoding': 'gzip' } }),
  ...each(conditional, { headers: { 'If-None-Match': '"config"' } }),
  ...each(conditional, {
    headers: { 'If-Modified-Since': 'Thu, 01 Jan 2037 00:00:00 GMT' }
  }),
  ...['/small', '/dynamic', '/blog/first'].flatMap((path) => [
    one(path, { ...rsc(), rsc: 'right' }),
    one(path, rsc()),
    one(path, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' })
  ]),
  ...conditional.map((path) =>
    sequence(`headers: revalidation of ${path}`, [path, { path, ifNoneMatch: 0 }])
  )
]

module.exports = { headerCases }
