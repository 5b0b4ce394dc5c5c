'use strict'
// Things that a custom server does before or instead of calling handle(req, res).

const { one } = require('../support/case')

const preset = {
  powered: { preset: [['X-Powered-By', 'Express']] },
  cache: { preset: [['Cache-Control', 'private, max-age=5']] },
  vary: { preset: [['Vary', 'Origin']] },
  type: { preset: [['Content-Type', 'text/plain']] },
  etag: { preset: [['ETag', '"own"']] },
  cookies: { preset: [['Set-Cookie', ['own=1', 'own=2']]] },
  length: { preset: [['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT']] },
  several: {
    preset: [
      ['X-Own', 'kept'],
      ['x-nextjs-cache', 'OWN'],
      ['Vary', ['Origin', 'Cookie']]
    ]
  },
  coding: { preset: [['Content-Encoding', 'identity']] },
  status: { status: 203 },
  notFound: { status: 404 }
}

// Takes the paths of a static, a dynamic and an incremental page, and of a file.
const serverCases = ({ fixed, dynamic, incremental, file }) => [
  ...[fixed, dynamic, incremental, file, '/nowhere'].flatMap((path) =>
    Object.values(preset).map((server) => one(path, { server }))
  ),
  ...[fixed, file].flatMap((path) =>
    ['vary', 'type', 'etag', 'coding'].map((name) =>
      one(path, { server: preset[name], headers: { 'Accept-Encoding': 'gzip' } })
    )
  ),
  one(fixed, { server: preset.etag, headers: { 'If-None-Match': '"own"' } }),
  ...[
    { do: 'render', pathname: dynamic, query: { a: '1', b: ['2', '3'] } },
    { do: 'render', pathname: dynamic, query: { text: 'ü &=#?', empty: '', nothing: null } },
    { do: 'render', pathname: dynamic },
    { do: 'render', pathname: fixed, query: { a: '1' } },
    { do: 'render', pathname: fixed.slice(1), query: {} },
    { do: 'render', pathname: '/index', query: {} },
    { do: 'render', pathname: '/', query: {} },
    { do: 'render', pathname: incremental, query: {} },
    { do: 'render', pathname: '/nowhere', query: {} },
    { do: 'render', pathname: `${fixed}/`, query: {} },
    { do: 'render', pathname: file, query: {} },
    { do: 'render', pathname: '/404', query: {} },
    { do: 'render', pathname: '/_error', query: {} },
    { do: 'renderParsed', pathname: dynamic, query: { a: '1' } },
    { do: 'renderToHTML', pathname: fixed, query: {} },
    { do: 'renderToHTML', pathname: dynamic, query: { a: '1' } },
    { do: 'renderToHTML', pathname: '/nowhere', query: {} },
    { do: 'renderError', message: 'rendered on purpose', pathname: fixed, query: {} },
    { do: 'renderError', pathname: fixed, query: {} },
    { do: 'renderError', message: 'with status', status: 503, pathname: fixed, query: { a: '1' } },
    { do: 'renderError', status: 404, pathname: '/nowhere', query: {} },
    { do: 'renderErrorToHTML', message: 'html on purpose', pathname: fixed, query: {} },
    { do: 'renderErrorToHTML', status: 404, pathname: fixed, query: {} },
    { do: 'render404' },
    { do: 'render404', url: '/elsewhere?x=1' },
    { do: 'handle', url: dynamic },
    { do: 'handle', url: `${dynamic}?from=parsed&a=1&a=2` },
    { do: 'handle', url: fixed },
    { do: 'handle', url: file },
    { do: 'handle', url: '/nowhere?x=1' },
    { do: 'handle', url: `http://elsewhere.test${fixed}?x=1` },
    { do: 'handle', url: `${fixed}//` },
    { do: 'handle', url: '/%C3%BC%20' }
  ].map((server) => one('/server/asked?from=request', { server })),
  ...['render', 'handle', 'renderError', 'render404'].map((operation) =>
    one('/server/asked?from=request', {
      method: 'HEAD',
      server: { do: operation, pathname: dynamic, query: {}, url: dynamic, message: 'head' }
    })
  ),
  one('/server/asked', {
    method: 'POST',
    body: 'x',
    server: { do: 'render', pathname: fixed, query: {} }
  }),
  one(dynamic, { server: { do: 'setAssetPrefix', prefix: 'https://cdn.example.com' } }),
  one(dynamic, { server: { do: 'setAssetPrefix', prefix: '' } })
]

module.exports = { serverCases }
