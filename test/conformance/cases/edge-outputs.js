'use strict'
// Pages, API routes and route handlers compiled for the edge runtime.

const { each, methods, one, rsc, sequence, vary } = require('../support/case')
const { call, form } = require('./app-actions')

const handlers = ['/edge-handler', '/edge-handler/a/b%2Fc', '/api/edge', '/api/edge-item/%C3%BC%20']
const appPages = ['/edge-page', '/edge-item/7', '/edge-item/%C3%BC%2F']
const pages = ['/edge-ssr', '/edge-ssr/3', '/edge-ssr/%C3%BC']
const all = [...handlers, ...appPages, ...pages]

const ends = ['missing', 'moved', 'failed', 'invalid', 'status'].map((end) => `end=${end}`)

const queries = [
  'x=1&x=2',
  'x=%20+%2B%26&y=',
  'a[]=1&__proto__=2',
  'nxtPid=evil&nxtIid=evil&nextInternalLocale=fr',
  'id=other&rest=other&_rsc=1',
  'x=%zz&y=%ff'
]

const bodies = [
  { body: 'a text', headers: { 'Content-Type': 'text/plain' } },
  { body: '{"a":1}', headers: { 'Content-Type': 'application/json' } },
  { body: '' },
  {},
  {
    body: form({ a: '1' }).body,
    headers: { 'Content-Type': 'multipart/form-data; boundary=fixture' }
  },
  { body: 'x'.repeat(100_000) }
]

const answers = [
  'status=201',
  'status=404',
  'status=500',
  'status=99',
  'cookie=a%3D1&cookie=b%3D2',
  'cookie=a%3D1%3B%20Expires%3DThu%2C%2001%20Jan%202099%2000%3A00%3A00%20GMT',
  'header=x-a:1&header=x-a:2&header=vary:Origin',
  'header=content-type:text/html',
  'header=content-length:3',
  'header=content-encoding:identity',
  'header=x-middleware-rewrite:/static&header=x-middleware-set-cookie:a',
  'header=x-middleware-next:1&header=location:/static',
  'header=etag:%22own%22&header=cache-control:max-age%3D9',
  'header=x-from-config:own&header=x-both:own',
  'fail=1',
  'invalid=1'
]

const headerSets = [
  { Cookie: 'a=1; b=%C3%BC', 'X-Own': 'yes', 'User-Agent': 'a client' },
  { Host: 'other.test' },
  { 'X-Forwarded-Host': 'forged.test', 'X-Forwarded-Proto': 'https' },
  { 'x-edge-runtime': '1', 'x-middleware-rewrite': '/static', 'x-nextjs-data': '1' },
  { 'X-Latin': 'gr\xfcn', 'x-empty': '' },
  { 'Accept-Encoding': 'gzip' },
  { 'Accept-Encoding': 'br' },
  { 'If-None-Match': '*' },
  { Range: 'bytes=0-3' },
  [
    ['X-Twice', '1'],
    ['X-Twice', '2'],
    ['Cookie', 'a=1'],
    ['Cookie', 'b=2']
  ]
]

const rules = ['/before/1', '/after/1', '/after-app/1', '/fallback/a']

/** @param {{ actionId(name: string): string }} facts */
const edgeCases = (facts) => [
  ...each(all),
  ...all.flatMap((path) => each(queries.map((query) => `${path}?${query}`))),
  ...['/edge-page', '/edge-ssr'].flatMap((path) => each(ends.map((end) => `${path}?${end}`))),
  ...each(ends.map((end) => `/_next/data/fixture-build/edge-ssr.json?${end}`)),
  ...all.flatMap((path) => methods(path, ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  ...all.flatMap((path) => headerSets.map((headers) => one(path, { headers }))),
  ...['/edge-handler', '/api/edge'].flatMap((path) => [
    ...each(answers.map((answer) => `${path}?${answer}`)),
    ...each(
      answers.map((answer) => `${path}?${answer}`),
      { method: 'HEAD' }
    ),
    ...['text', 'json', 'form', 'bytes', 'stream', 'none'].flatMap((read) =>
      bodies.map((body, index) =>
        one(`${path}?read=${read}`, {
          name: `POST ${path}, body ${index} read as ${read}`,
          method: 'POST',
          ...body
        })
      )
    ),
    one(`${path}?read=text`, {
      method: 'POST',
      body: 'a body',
      headers: { Expect: '100-continue' }
    })
  ]),
  ...each(
    ['edge-ssr', 'edge-ssr/3', 'edge-ssr/%C3%BC', 'edge-page', 'edge-handler', 'api/edge'].flatMap(
      (name) => [`/_next/data/fixture-build/${name}.json?x=1`, `/_next/data/other/${name}.json`]
    )
  ),
  ...each(['/_next/data/fixture-build/edge-ssr.json', '/edge-ssr', '/edge-page'], {
    headers: { 'x-nextjs-data': '1' }
  }),
  ...[...appPages, '/edge-ssr', '/edge-handler'].flatMap((path) => [
    one(path, { ...rsc(), rsc: 'right' }),
    one(path, rsc()),
    one(path, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' }),
    one(path, {
      ...rsc({ 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }),
      rsc: 'right'
    })
  ]),
  ...each([
    '/edge-page/',
    '/edge-page/a',
    '/edge-item',
    '/edge-item/%zz',
    '/edge-handler/%zz',
    '/api/edge-item/%zz',
    '/api/edge-item',
    '/edge-ssr/%zz',
    '/edge-item/[id]',
    '/EDGE-page',
    '/edge-page.rsc',
    ...rules
  ]),
  ...vary('/edge-page', [
    { headers: { Cookie: '__prerender_bypass=made-up' } },
    { headers: { 'x-prerender-revalidate': 'made-up' } },
    {
      server: {
        preset: [
          ['X-From-Server', 'yes'],
          ['Vary', 'Origin']
        ]
      }
    },
    { server: { status: 203 } },
    { server: { status: 404 } },
    { server: { preset: [['Set-Cookie', ['own=1', 'own=2']]] } }
  ]),
  ...['/edge-handler', '/edge-ssr', '/api/edge'].flatMap((path) =>
    vary(`${path}?cookie=a%3D1&header=x-both:route`, [
      {
        server: {
          preset: [
            ['X-Both', 'server'],
            ['Vary', 'Origin']
          ]
        }
      },
      { server: { status: 203 } },
      { server: { status: 404 } },
      { server: { preset: [['Set-Cookie', ['own=1', 'own=2']]] } }
    ])
  ),
  ...[
    { do: 'render', pathname: '/edge-page', query: { a: '1' } },
    { do: 'render', pathname: '/edge-ssr', query: { a: ['1', 'ü'] } },
    { do: 'render', pathname: '/edge-item/9', query: {} },
    { do: 'render', pathname: '/api/edge', query: { a: '1' } },
    { do: 'renderToHTML', pathname: '/edge-page', query: { a: '1' } },
    { do: 'renderToHTML', pathname: '/edge-ssr', query: {} },
    { do: 'handle', url: '/edge-page?x=1' },
    { do: 'handle', url: '/edge-handler?x=1' }
  ].map((server) => one('/asked?from=request', { server })),
  one('/app-action', {
    name: 'an action beside edge pages',
    ...call(facts.actionId('tell'), ['x'])
  }),
  sequence('edge pages are made for each request', [
    '/edge-page?x=1',
    '/edge-page?x=2',
    '/edge-page?x=1'
  ])
]

module.exports = { edgeCases }
