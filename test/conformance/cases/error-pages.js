'use strict'
// The requests for all small apps that differ in their error pages.

const { each, methods, one } = require('../support/case')

const errorCases = ({ script, buildId }) => [
  ...each([
    '/',
    '/nowhere',
    '/nowhere/deep?x=1',
    '/404',
    '/500',
    '/_error',
    '/_not-found',
    '/_global-error'
  ]),
  ...each([
    '/ssr',
    '/ssr?fail=1',
    '/throws',
    '/gip',
    '/gip?fail=1',
    '/gip?falsy=1',
    '/gip?status=404'
  ]),
  ...each(['/%', '/%zz', '/%ff', '/nowhere/', '/favicon.ico', '/api', '/api/nowhere']),
  ...each(['/_next/static/missing.js', '/_next/static/%', '/_next/data/x/y.json', '/_next/image']),
  ...methods('/nowhere'),
  ...methods('/404', ['HEAD', 'POST']),
  ...methods('/', ['HEAD', 'POST', 'OPTIONS']),
  ...methods(script, ['POST']),
  ...each(['/nowhere', '/ssr', '/ssr?fail=1'], { headers: { 'Accept-Encoding': 'gzip' } }),
  ...each(['/nowhere', '/ssr', '/throws'], { headers: { 'If-None-Match': '*' } }),
  ...each(['/nowhere', '/ssr'], { headers: { 'Sec-Fetch-Dest': 'image' } }),
  ...each(['/nowhere', '/throws'], { headers: { RSC: '1' }, rsc: 'right' }),
  one('/nowhere', { headers: { RSC: '1' } }),
  one(script, { headers: { Range: 'bytes=99999999-' } }),
  one(script, { headers: { 'If-Match': '"other"' } }),
  ...['ssr', 'nowhere', '404', 'index'].map((name) =>
    one(`/_next/data/${buildId}/${name}.json`, { name: `data of ${name}` })
  ),
  one(`/_next/data/${buildId}/ssr.json?fail=1`, { name: 'data of a failing page' }),
  one('/nowhere', { headers: { 'x-nextjs-data': '1' } }),
  ...[
    { do: 'renderError', message: 'on purpose', pathname: '/', query: {} },
    { do: 'renderError', message: 'on purpose', status: 418, pathname: '/', query: { a: '1' } },
    { do: 'renderError', pathname: '/', query: {}, status: 404 },
    { do: 'renderError', pathname: '/', query: {} },
    { do: 'renderErrorToHTML', message: 'on purpose', pathname: '/', query: {} },
    { do: 'render404' },
    { do: 'render', pathname: '/nowhere', query: {} }
  ].map((server) => one('/asked', { server }))
]

module.exports = { errorCases }
