'use strict'
// Rewrites before files, after files and as a fallback, to every kind of output.

const { each, methods, one, otherMethods, rsc, sequence, vary } = require('../support/case')
const { call, form } = require('./app-actions')

const before = [
  '/?home',
  '/?home=1&x=2',
  '/static?over',
  '/static?over=1&x=1',
  '/shadow.txt',
  '/_next/static/moved.js',
  '/_next/data/fixture-build/ssg.json?before=1',
  '/before/static',
  '/before/static?x=1',
  '/before/static/',
  '/BEFORE/Static',
  '/before/auto/1',
  '/before/ssg',
  '/before/ssg/one',
  '/before/ssg/gr%C3%BCn',
  '/before/ssg/with%20space',
  '/before/ssg/unknown',
  '/before/isr/one',
  '/before/isr/new-before',
  '/before/isr/missing',
  '/before/ssr/1',
  '/before/ssr/a%20b',
  '/before/ssr/%C3%BC',
  '/before/ssr/a%2Fb',
  '/before/ssr/%25',
  '/before/ssr/%zz',
  '/before/ssr/[id]',
  '/before/ssr/:id',
  '/before/ssr/1?id=2&x=3',
  '/before/small',
  '/before/small?x=1',
  '/before/dynamic',
  '/before/dynamic?a=2&b=3',
  '/before/blog/first',
  '/before/blog/new-before',
  '/before/item/7?x=1',
  '/before/item/%C3%BC',
  '/before/api',
  '/before/api?x=1&x=2',
  '/before/handler?x=1',
  '/before/file',
  '/before/nested',
  '/before/nested/file.txt',
  '/before/nowhere',
  '/before/404',
  '/before/image',
  '/before/image?url=%2Fmissing.png&w=64&q=75',
  '/before/home',
  '/before/chain',
  '/before/chain?one=9&x=1',
  '/before/chain-3',
  '/before/backwards',
  '/before/case',
  '/before/CASE',
  '/before/unknown'
]

const after = [
  'static',
  'static?x=1',
  'ssg',
  'ssg/one',
  'ssg/unknown',
  'isr/one',
  'isr/new-after',
  'isr/missing',
  'ssr/1',
  'ssr/1?x=2&x=3&id=4',
  'ssr/a%20b',
  'ssr/a+b',
  'ssr/%C3%BC',
  'ssr/a%2Fb',
  'ssr/a%5Cb',
  'ssr/a%3Fb%23c',
  'ssr/%25',
  'ssr/%zz',
  'ssr/%00',
  'ssr/..',
  'ssr/%2e%2e',
  'ssr/..%2fx',
  'ssr/a;b=c@d',
  'ssr/a:b*(c)',
  'ssr/replaced',
  'ssr-fixed/1',
  'ssr-fixed/1?id=2',
  'ssr-other/1?x=2',
  'ssr-unused/1/2',
  'ssr-unused/1/2?a=3&c=4',
  'ssr-unused/%C3%BC/a%20b',
  'ssr-used/1/2',
  'ssr-query/1',
  'ssr-query/1?a=2&own=3&x=4',
  'ssr-query/a%20b',
  'ssr-query/%C3%BC%26',
  'ssr-query/%zz',
  'ssr-twice?x=3&y=4',
  'ssr-array',
  'ssr-array/a/b',
  'ssr-unused-array',
  'ssr-unused-array/a',
  'ssr-unused-array/a/b%20c',
  'ssr-hash/1',
  'literal/1',
  'literal/1?id=2',
  'tree/1/2',
  'tree/a%2Fb/c',
  'tree-star',
  'tree-star/a/b',
  'tree-single/a',
  'tree-single/a/b',
  'tree-single',
  'optional',
  'optional/a',
  'nested',
  'nested/1',
  'nested/1/2',
  'nested/1/2/3',
  'auto/1',
  'nest/1/2',
  'nest/3/4',
  'blog/first',
  'blog/new-after',
  'item/1?x=2',
  'dynamic/1',
  'dynamic/1?a=2&b=3',
  'small',
  'small-query',
  'small-query?y=2',
  'api/7?x=1',
  'api/%C3%BC',
  'handler/1?x=2',
  'fixed',
  'file/plain',
  'file/nowhere',
  'data',
  'data?x=1',
  'data/one',
  'data/new-data',
  'nowhere',
  'error',
  'not-found',
  'chain',
  'chain?one=9',
  'chain-2',
  'self',
  'self-query',
  'slash/1',
  'end',
  'upper',
  'raw',
  'encoded',
  're/1',
  're/a',
  're/a1',
  'case/X',
  'has/header',
  'has/missing',
  'has/query?ask=a',
  'has/query?ask=a%20b&x=1',
  'has/query?ask=a&ask=b',
  'long-0/a',
  'long-19/a/b?x=1',
  'long-20/a'
].map((path) => `/after/${path}`)

const fallback = [
  '/fallback',
  '/fallback/ssr/1?x=1',
  '/fallback/small',
  '/fallback/file',
  '/fallback/isr/one',
  '/fallback/isr/new-fallback',
  '/fallback/nowhere',
  '/fallback/chain',
  '/fallback/other/a%20b?x=1',
  '/ssr/1',
  '/ssr/replaced',
  '/ssr/replaced?x=1',
  '/blog/first/more',
  '/blog/new-more/more'
]

// Pages whose paths are all known: what answers if the path is not one of them.
const unknown = [
  '/ssg/one',
  '/ssg/unknown',
  '/ssg/unknown?next=1',
  '/ssg/one?next=1',
  '/ssg/unknown?fallback=1',
  '/ssg/unknown?next=1&fallback=1',
  '/ssg/%zz?fallback=1',
  '/nest/1/2',
  '/nest/3/4',
  '/nest/3/4/5',
  '/nest/%zz/4',
  '/nest/1'
]

const conditions = [
  ...vary('/after/has/header', [
    { headers: { 'x-ask': 'one' } },
    { headers: { 'x-ask': 'a b&c' } },
    { headers: { 'x-ask': 'gr\xfcn' } }
  ]),
  one('/after/has/whole?x=1', { headers: { 'X-Ask': 'a/b' } }),
  one('/after/has/cookie', { headers: { Cookie: 'ask=a' } }),
  one('/after/has/cookie', { headers: { Cookie: 'ask=a%2Fb%20%C3%BC' } }),
  one('/after/has/host', { headers: { Host: 'sub.example.com' } }),
  one('/after/has/missing', { headers: { 'x-ask': '1' } })
]

const data = [
  'ssg',
  'ssr',
  'ssg/one',
  'ssg/unknown',
  'ssr/1',
  'isr/one',
  'before/ssg',
  'before/static',
  'after/ssg',
  'after/ssr/1',
  'after/isr/one',
  'fallback/ssr/1',
  'nest/1/2',
  'nest/3/4',
  'optional',
  'optional/a',
  'index'
].map((name) => `/_next/data/fixture-build/${name}.json`)

const payloads = [
  '/before/small',
  '/before/small?x=1',
  '/before/dynamic?b=1',
  '/before/blog/first',
  '/before/item/7?x=1',
  '/after/small',
  '/after/small-query?y=1',
  '/after/dynamic/1?b=2',
  '/after/dynamic/%C3%BC',
  '/after/blog/first',
  '/after/item/a%20b',
  '/after/handler/1',
  '/after/nowhere',
  '/after/ssr/1',
  '/after/chain',
  '/after/self',
  '/fallback/small',
  '/fallback/chain?x=1',
  '/blog/first/more'
]

const targets = [
  '/before/static',
  '/before/ssr/1',
  '/before/small',
  '/before/file',
  '/after/handler/1',
  '/after/isr/one',
  '/after/nowhere',
  '/fallback/ssr/1'
]

const actions = ({ actionId }) =>
  ['/action', '/before/action', '/after/action', '/r/temporary'].flatMap((path) => [
    one(path),
    one(path, {
      name: `rewrites: a form sent to ${path}`,
      ...form({ [`$ACTION_ID_${actionId('save')}`]: '', text: 'ü' })
    }),
    one(path, { name: `rewrites: an action called at ${path}`, ...call(actionId('add'), [1, 2]) }),
    sequence(`rewrites: an action at ${path} invalidates a path`, [
      '/after/blog/first',
      { path, ...call(actionId('refresh'), []) },
      '/after/blog/first',
      '/blog/first'
    ])
  ])

// On-demand revalidation also goes through the rules.
const revalidations = [
  '/isr/one',
  '/after/isr/one',
  '/before/isr/one',
  '/after/isr/revalidated',
  '/after/isr/missing',
  '/fallback/isr/one',
  '/r/wild/a',
  '/after/nowhere',
  '/after/ssr/1',
  '/after/small',
  '/after/blog/first',
  '/after/file/plain'
].flatMap((path) => [
  sequence(`rewrites: revalidation of ${path} on demand`, [
    path,
    `/api/revalidate?path=${path}`,
    path
  ]),
  one(`/api/revalidate?path=${path}-not-yet&onlyGenerated=1`)
])

const json = { 'Content-Type': 'application/json' }

const rewriteCases = (facts) => [
  ...actions(facts),
  ...revalidations,
  ...each(before),
  ...each(after),
  ...each(fallback),
  ...each(unknown),
  ...conditions,
  ...each(data),
  ...each(data.slice(0, 10), { headers: { 'x-nextjs-data': '1' } }),
  ...payloads.flatMap((path) => [
    one(path, { ...rsc(), rsc: 'right' }),
    one(path, { ...rsc({ 'Next-Router-Prefetch': '1', 'Next-Url': '/' }), rsc: 'right' })
  ]),
  ...each(payloads.slice(0, 4), rsc()),
  ...targets.flatMap((path) => methods(path, otherMethods)),
  one('/before/api?x=1', { method: 'POST', headers: json, body: '{"a":[1,"ü"]}' }),
  one('/after/handler/1?x=1', { method: 'POST', body: 'text' }),
  one('/after/api/1', { method: 'POST', headers: json, body: '{broken' }),
  ...each(['/after/ssr/1', '/before/static', '/before/file', '/after/isr/one'], {
    headers: { 'Accept-Encoding': 'gzip' }
  }),
  one('/before/file', { headers: { Range: 'bytes=0-3' } }),
  ...vary('/after/handler/1', [
    { headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.test' } },
    { headers: { Host: 'b.test:81' } },
    { headers: { Host: '' } }
  ]),
  ...['/before/static', '/before/file', '/after/ssg/one', '/after/isr/one'].map((path) =>
    sequence(`rewrites: revalidation of ${path}`, [path, { path, ifNoneMatch: 0 }])
  ),
  ...['/after/isr/kept', '/before/isr/kept-too'].map((path) =>
    sequence(`rewrites: ${path} is made once`, [
      path,
      path,
      path.replace(/^\/(before|after)/, ''),
      { path, method: 'HEAD' }
    ])
  )
]

module.exports = { rewriteCases }
