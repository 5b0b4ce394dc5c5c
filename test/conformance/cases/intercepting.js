'use strict'
// Intercepting routes: the content of a path depends on where the navigation starts.

const { each, methods, one, sequence, vary } = require('../support/case')

const tree = (...segments) =>
  encodeURIComponent(
    JSON.stringify(
      segments.reduceRight((children, segment) => [segment, { children }], ['__PAGE__', {}])
    )
  )

// [target, Next-Url, segments of the page the navigation starts from]
const navigations = [
  ['/photo/1', '/', ['']],
  ['/photo/1', '/feed', ['', 'feed']],
  ['/photo/7?x=1', '/', ['']],
  ['/photo/a%20b', '/', ['']],
  ['/photo/%C3%BC', '/', ['']],
  ['/photo/%zz', '/', ['']],
  ['/photo/1', '', ['']],
  ['/photo/1', 'feed', ['', 'feed']],
  ['/photo', '/', ['']],
  ['/photo/1/', '/', ['']],
  ['/PHOTO/1', '/', ['']],
  ['/picture/1', '/', ['']],
  ['/picture/1?x=1', '/feed', ['', 'feed']],
  ['/image/1', '/', ['']],
  ['/old/1', '/', ['']],
  ['/card/1', '/', ['']],
  ['/card/1', '/feed', ['', 'feed']],
  ['/card/7?x=1', '/feed', ['', 'feed']],
  ['/card/7', '/feed/more', ['', 'feed']],
  ['/card/7', '/FEED', ['', 'feed']],
  ['/card/7', '/feeds', ['', 'feed']],
  ['/card/7', '/feed?x=1', ['', 'feed']],
  ['/about', '/', ['']],
  ['/about', '/deep/one', ['', 'deep', 'one']],
  ['/about?x=1', '/deep/one', ['', 'deep', 'one']],
  ['/about', '/deep/one/two', ['', 'deep', 'one', 'two']],
  ['/about', '/deep', ['', 'deep']],
  ['/deep/target', '/deep/one/two', ['', 'deep', 'one', 'two']],
  ['/deep/target', '/deep/one', ['', 'deep', 'one']],
  ['/deep/target', '/x/deep/one/two', ['']],
  ['/users/ann/settings', '/users/ann', ['', 'users', ['user', 'ann', 'd', null]]],
  ['/users/ann/settings', '/users/bob', ['', 'users', ['user', 'bob', 'd', null]]],
  ['/users/ann/settings', '/users/%C3%BC', ['', 'users', ['user', '%C3%BC', 'd', null]]],
  ['/users/ann/settings', '/', ['']],
  ['/users/ann/settings?x=1', '/users/ann/settings', ['']],
  ['/nowhere', '/', ['']],
  ['/nowhere', '/feed', ['', 'feed']],
  ['/', '/feed', ['', 'feed']]
]

const requests = ([target, from, segments]) => {
  const rsc = { RSC: '1', 'Next-Url': from }
  const state = { 'Next-Router-State-Tree': tree(...segments) }
  const prefetch = { 'Next-Router-Prefetch': '1' }
  const segment = (name) => ({ 'Next-Router-Segment-Prefetch': name })
  return [
    one(target, { headers: { ...rsc, ...state }, rsc: 'right' }),
    one(target, { headers: { ...rsc, ...prefetch }, rsc: 'right' }),
    one(target, { headers: { ...rsc, ...prefetch, ...segment('/_tree') }, rsc: 'right' }),
    one(target, { headers: { ...rsc, ...state } }),
    // Not a navigation of the router, but it has the field.
    one(target, { headers: { 'Next-Url': from } })
  ]
}

const pages = [
  '/',
  '/feed',
  '/photo/1',
  '/photo/7',
  '/photo/%C3%BC',
  '/card/1?x=1',
  '/about',
  '/deep/one',
  '/deep/target',
  '/users/ann',
  '/users/ann/settings',
  '/picture/1',
  '/image/1',
  '/old/1',
  '/nowhere',
  '/@modal',
  '/(.)photo/1',
  '/%28.%29photo/1',
  '/(.)photo/[id]',
  '/feed/(..)card/1',
  '/feed/%28..%29card/1',
  '/feed/(..)card/7',
  '/deep/one/(...)about',
  '/deep/one/two/(..)(..)target',
  '/users/ann/(.)settings'
]

module.exports = () => [
  ...each(pages),
  ...each(pages, { headers: { RSC: '1' }, rsc: 'right' }),
  ...navigations.flatMap(requests),
  ...vary('/photo/1', [
    { headers: { RSC: '1', 'Next-Url': '/' }, rsc: 'wrong' },
    { headers: { RSC: '1', 'Next-Url': '/' }, rsc: 'empty' },
    { headers: { RSC: '1', 'Next-Url': 'gr\xfcn' } },
    { headers: { RSC: '1', 'Next-Url': '//evil.test' }, rsc: 'right' },
    { headers: { RSC: '1', 'Next-Url': '/', 'Accept-Encoding': 'gzip' }, rsc: 'right' },
    { headers: { RSC: '1', 'Next-Router-State-Tree': 'broken', 'Next-Url': '/' }, rsc: 'right' },
    { method: 'HEAD', headers: { RSC: '1', 'Next-Url': '/' }, rsc: 'right' },
    { method: 'POST', headers: { RSC: '1', 'Next-Url': '/' }, rsc: 'right' },
    { method: 'HEAD', headers: { 'Next-Url': '/' } }
  ]),
  ...methods('/about', ['HEAD', 'POST', 'OPTIONS']),
  ...['/about', '/card/1', '/photo/2'].map((path) =>
    sequence(`both forms of ${path}`, [
      path,
      { path, headers: { RSC: '1', 'Next-Url': '/feed' }, rsc: 'right' },
      path,
      { path, headers: { RSC: '1', 'Next-Url': '/deep/one' }, rsc: 'right' },
      { path, headers: { RSC: '1' }, rsc: 'right' }
    ])
  )
]
