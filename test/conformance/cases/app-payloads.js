'use strict'
// Navigations and prefetches of the app router, with a right `_rsc`, a wrong one and none.

const { each, one, vary } = require('../support/case')

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

module.exports = { payloads, segment }
