'use strict'
// useFileSystemPublicRoutes: false (pages are only reached by rewrites) and case-sensitive rules.

const { each, methods, one, rsc } = require('../support/case')

module.exports = ({ script, buildId }) => [
  ...each([
    '/',
    '/static',
    '/static/',
    '/static/1',
    '/ssg',
    '/ssg?x=1',
    '/named/1',
    '/app-page',
    '/api/echo',
    '/api/echo?x=1',
    '/plain.txt',
    '/nowhere',
    '/404',
    '/_error',
    '/_not-found',
    '/_next/static/missing.js',
    script,
    '/Before',
    '/before',
    '/BEFORE?x=1',
    '/before-api?x=1',
    '/To/1?x=2',
    '/to/1',
    '/TO/1',
    '/to-static',
    '/to-ssg',
    '/to-app',
    '/to-file',
    '/fallback',
    '/Fallback',
    '/Old/1?x=1',
    '/old/1',
    '/OLD/1',
    '/Cased/a/b',
    '/cased/a/b'
  ]),
  ...['ssg', 'named/1', 'static', 'nowhere'].flatMap((name) => {
    const path = `/_next/data/${buildId}/${name}.json`
    return [
      one(path, { name: `data of ${name}` }),
      one(path, {
        name: `data of ${name}, asked by the router`,
        headers: { 'x-nextjs-data': '1' }
      })
    ]
  }),
  ...['/static', '/to-static', '/Before', '/api/echo'].flatMap((path) =>
    methods(path, ['HEAD', 'POST', 'OPTIONS'])
  ),
  ...each(['/app-page', '/to-app'], { ...rsc(), rsc: 'right' }),
  ...[
    { do: 'render', pathname: '/static', query: {} },
    { do: 'render', pathname: '/to-static', query: { a: '1' } },
    { do: 'render', pathname: '/To/1', query: { a: '1' } },
    { do: 'renderToHTML', pathname: '/named/1', query: {} },
    { do: 'renderError', message: 'on purpose', pathname: '/', query: {} },
    { do: 'render404' }
  ].map((server) => one('/asked', { server }))
]
