'use strict'
// Per-request rendering: server actions, request bodies, streams, failures and their reports,
// background work, on-demand revalidation, the edge runtime.

const { actions } = require('./dynamic-actions')
const { bodies } = require('./dynamic-bodies')
const { one, each, methods, sequence, rsc } = require('../support/case')

const report = (topic) => `/route/report?topic=${topic}`

// A failure is reported after the answer.
const failures = ({ actionId }) => [
  sequence('instrumentation: registered once for each runtime, before the first request', [
    report('register')
  ]),
  sequence('onRequestError: gets every failure with its place and kind', [
    ...[
      '/fails?at=page',
      '/fails?at=metadata',
      '/fails?at=after',
      '/fails-late',
      '/route/fails?way=throw',
      '/route/fails?way=nothing',
      '/route/fails?way=stream',
      '/ssr-fails?at=props',
      '/ssr-fails?at=render',
      '/api/ways?way=throw',
      '/api/ways?way=rejectLate',
      '/api/ways?way=throwText',
      '/edge?fail=1',
      '/api/edge?fail=1',
      '/post/fails'
    ].flatMap((path) => [{ path, headers: { 'User-Agent': 'fixture' } }, 50]),
    { path: '/fails?at=page', ...rsc(), rsc: 'right' },
    {
      path: '/actions',
      method: 'POST',
      headers: { 'Next-Action': actionId('perform'), Origin: 'http://fixture.test:4000' },
      body: '[["throw"]]'
    },
    100,
    report('errors')
  ]),
  ...each(
    ['throw', 'nothing', 'notFound', 'forbidden', 'unauthorized', 'redirect', 'error'].map(
      (way) => `/route/fails?way=${way}`
    )
  ),
  ...each(['/route/fails?way=throw', '/route/fails?way=stream'], { method: 'POST', body: 'x' }),
  one('/route/fails?way=stream'),
  one('/route/fails?way=stream', { headers: { 'Accept-Encoding': 'gzip' } }),
  one('/fails-late', { headers: { 'Accept-Encoding': 'gzip' } }),
  one('/fails-late', { ...rsc(), rsc: 'right' }),
  one('/fails-late', { method: 'HEAD' }),
  one('/fails?at=metadata', { headers: { 'User-Agent': 'Googlebot/2.1' } }),
  one('/fails?at=page', { ...rsc(), rsc: 'right' })
]

const works = [
  sequence('after: of a page, in its order', ['/after?topic=page', 200, report('page')]),
  sequence('after: of a page asked for its head', [
    { path: '/after?topic=head', method: 'HEAD' },
    200,
    report('head')
  ]),
  sequence('after: of a payload', [
    { path: '/after?topic=rsc', ...rsc(), rsc: 'right' },
    200,
    report('rsc')
  ]),
  sequence('after: of a route handler', ['/route/after?topic=route', 100, report('route')]),
  sequence('after: one fails, the others go on', [
    '/route/after?topic=failing&fail=1',
    100,
    report('failing'),
    '/after?topic=behind',
    200,
    report('behind')
  ]),
  sequence('after: at the edge', ['/route/edge-stream', 150, '/route/edge-stream?done=1']),
  sequence('after: does not delay the answer', [
    '/route/after?topic=held&gate=held',
    report('held'),
    '/route/gate?name=held',
    50,
    report('held')
  ])
]

const streams = [
  ...['identity', 'gzip', 'deflate', 'gzip, br'].flatMap((coding) => {
    const headers = { 'Accept-Encoding': coding }
    return [
      one('/gated?gates=&size=0', { headers }),
      one('/route/stream?gates=open+open&filler=2000', { headers }),
      one('/route/stream?gates=open+open&filler=2000&type=text/event-stream', { headers }),
      one('/route/stream?gates=open+open&filler=2000&type=application/octet-stream', { headers }),
      one('/api/stream?gates=open+open&filler=2000&flush=1', { headers }),
      one('/route/edge-stream?parts=3', { headers })
    ]
  }),
  one('/route/stream?gates=open+open', { method: 'HEAD' }),
  one('/api/stream?gates=open+open', { method: 'HEAD' }),
  one('/route/stream?gates=open+open', {
    raw: 'GET /route/stream?gates=open+open HTTP/1.0\r\n\r\n'
  })
]

const edge = [
  ...each(['/edge', '/edge?fail=1', '/api/edge', '/api/edge?a=1&a=2&status=418']),
  ...methods('/edge'),
  ...methods('/api/edge'),
  ...methods('/route/edge-stream', ['HEAD', 'OPTIONS', 'POST']),
  one('/edge', { headers: { Cookie: 'a=1; b=2', 'Accept-Encoding': 'gzip' } }),
  one('/edge', { ...rsc(), rsc: 'right' }),
  one('/api/edge', { name: 'edge API: a long body', method: 'POST', body: 'e'.repeat(300_000) })
]

const revalidations = [
  sequence('res.revalidate: a page of the build', [
    '/isr',
    '/isr',
    '/api/revalidate?path=/isr',
    '/isr',
    '/isr',
    '/api/revalidate?path=/isr&twice=1',
    '/isr',
    '/_next/data/fixture-build/isr.json'
  ]),
  sequence('res.revalidate: a path that was never asked for', [
    '/api/revalidate?path=/post/unseen',
    '/post/unseen'
  ]),
  sequence('res.revalidate: only what was generated', [
    '/api/revalidate?path=/post/later&only=1',
    '/post/later',
    '/api/revalidate?path=/post/later&only=1',
    '/post/later'
  ]),
  sequence('res.revalidate: what is missing, and what fails', [
    '/api/revalidate?path=/post/missing',
    '/post/missing',
    '/api/revalidate?path=/post/fails',
    '/api/revalidate?path=/nowhere',
    '/api/revalidate?path=/nowhere&only=1',
    '/api/revalidate?path=/ssr-fails',
    '/api/revalidate?path=/ssr-fails%3Fat=props',
    '/api/revalidate?path=isr',
    '/api/revalidate?path=https://elsewhere.test/isr'
  ])
]

module.exports = (facts) => [
  ...failures(facts),
  ...actions(facts),
  ...works,
  ...streams,
  ...bodies,
  ...revalidations,
  ...edge
]
