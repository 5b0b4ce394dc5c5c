'use strict'
// Locales without detection, in an app with an app folder whose pages catch every path.

const { each, methods, one, rsc, vary } = require('../support/case')

const paths = [
  '',
  '/',
  '?x=1',
  '/static',
  '/static/',
  '/a/b?x=1',
  '/a%2Fb/%C3%BC',
  '/%zz',
  '/a?missing=1',
  '/fr/b',
  '/app-page',
  '/app-page/',
  '/item/7?x=1',
  '/item/%C3%BC',
  '/app-api',
  '/api/echo?x=1',
  '/api/nowhere',
  '/plain.txt',
  '/fr/plain.txt',
  '/nowhere.txt',
  '/old',
  '/before/app',
  '/after/app',
  '/after/item/1',
  '/after/handler',
  '/after/literal',
  '/fallback/a',
  '/404',
  '/500',
  '/_error',
  '/_not-found',
  '/_next/static/missing.js',
  '/_next/nowhere',
  '/_next/image'
]

module.exports = ({ buildId, script }) => [
  ...['', '/en', '/fr', '/FR', '/de'].flatMap((prefix) =>
    each(paths.map((path) => `${prefix}${path}`))
  ),
  ...vary('/', [
    { headers: { 'Accept-Language': 'fr' } },
    { headers: { Cookie: 'NEXT_LOCALE=fr' } },
    { headers: { Host: 'example.fr' } },
    { headers: { Host: 'example.fr', 'Accept-Language': 'en' } }
  ]),
  ...each(
    ['/static', '/en', '/en/a', '/fr/a', '/a', '/app-page', '/fr/app-page', '/en/app-page', '/old'],
    { headers: { Host: 'example.fr' } }
  ),
  ...['', 'en/', 'fr/', 'de/'].flatMap((prefix) =>
    ['index', 'a/b', 'static', 'app-page', 'api/echo', 'fr'].map((name) =>
      one(`/_next/data/${buildId}/${prefix}${name}.json`, { name: `data of ${prefix}${name}` })
    )
  ),
  ...each(
    ['/app-page', '/en/app-page', '/fr/app-page', '/before/app', '/fr/before/app', '/after/item/1'],
    { ...rsc(), rsc: 'right' }
  ),
  ...each([script, `/assets${script}`, `/fr/assets${script}`, `/fr${script}`]),
  ...each(['/assets/_next/static/missing.js', '/assets/plain.txt', '/assets/fr/plain.txt']),
  ...['/app-page', '/fr/app-page', '/fr/a', '/fr/api/echo'].flatMap((path) =>
    methods(path, ['HEAD', 'POST', 'OPTIONS'])
  )
]
