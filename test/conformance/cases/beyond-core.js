'use strict'
// Custom headers, redirects, rewrites, a proxy and the image optimizer are answered as in Next.js.

const { each, methods, one, rsc } = require('../support/case')

module.exports = ({ script }) => [
  ...each([
    '/',
    '/small',
    '/small/',
    '/dynamic?a=1',
    '/old/one?x=1',
    '/old/gr%C3%BCn',
    '/away',
    '/before?x=1',
    '/after/7?x=1',
    '/fallback/a/b',
    '/guarded/redirect',
    '/guarded/other?x=1',
    '/nowhere',
    '/plain.txt',
    script
  ]),
  ...methods('/small', ['HEAD', 'POST', 'OPTIONS']),
  one('/small', { ...rsc(), rsc: 'right' }),
  one('/small', { headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' } }),
  one('/small', { headers: { 'Accept-Encoding': 'gzip' } }),
  one('/asked', { server: { do: 'render', pathname: '/dynamic', query: { a: '1' } } }),
  one('/asked', { server: { do: 'handle', url: '/after/8' } })
]
