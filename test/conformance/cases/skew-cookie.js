'use strict'
// A deployment id that is kept in a cookie.

const { each, methods, one } = require('../support/case')

module.exports = ({ buildId, script }) => [
  ...each([
    '/',
    '/static',
    '/ssr?x=1',
    '/ssr?missing=1',
    '/ssr?moved=1',
    '/ssr?fails=1',
    '/cookies',
    '/old',
    '/nowhere',
    '/_next/static/missing.js',
    '/static/',
    script,
    `${script}?dpl=deployment-1`
  ]),
  ...each(['/static', '/ssr'], { headers: { Cookie: '__vdpl=deployment-0' } }),
  ...['ssr', 'static', 'cookies'].map((name) =>
    one(`/_next/data/${buildId}/${name}.json`, { name: `data of ${name}` })
  ),
  ...['/static', '/ssr', script].flatMap((path) => methods(path, ['HEAD', 'POST']))
]
