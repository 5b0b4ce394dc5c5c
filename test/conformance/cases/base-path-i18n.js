'use strict'
// A base path, locales and trailing slashes together, with rules inside and outside the base path.

const { each, methods, one, sequence, vary } = require('../support/case')
const { serverCases } = require('./server-js')

const inside = [
  '',
  '/',
  '?x=1',
  '/?x=1',
  '/static',
  '/static/',
  '/static/?x=1',
  '/ssr/?x=1&x=2',
  '/ssr/?end=missing',
  '/ssr/?end=moved',
  '/ssr/?end=fails',
  '/ssg/one/',
  '/ssg/seul/',
  '/ssg/new/',
  '/ssg/missing/',
  '/ssg/%zz/',
  '/api/echo/?x=1',
  '/plain.txt',
  '/plain.txt/',
  '/nowhere/',
  '/nowhere.txt',
  '/404/',
  '/500/',
  '/_error/',
  '/_next/static/missing.js',
  '/_next/image/',
  '/_next/nowhere/',
  '/old/',
  '/old/1/?x=1',
  '/old-literal/',
  '/old-fr/',
  '/old-root/',
  '/away/',
  '/gone/1/',
  '/before/',
  '/before/1/?x=1',
  '/before-literal/',
  '/after/',
  '/after-root/',
  '/after/one/',
  '/after/seul/',
  '/after/new-after/',
  '/after-file/',
  '/after-api/',
  '/after-base/',
  '/fallback/a/b/',
  '/docs/static/',
  '/only-outside/',
  '//static/',
  '/.well-known/x'
]

const outside = [
  '/',
  '/?x=1',
  '/static/',
  '/fr/',
  '/fr/docs/static/',
  '/fr/docs/',
  '/en/docs/',
  '/docsx/',
  '/DOCS/static/',
  '/%64ocs/static/',
  '/gone/1?x=2',
  '/gone/1/',
  '/fr/gone/1/',
  '/en/gone/1/',
  '/gone-literal/1/',
  '/gone-away/',
  '/fr/gone-away/',
  '/only-outside/',
  '/fr/only-outside/',
  '/old/',
  '/plain.txt',
  '/nowhere',
  '/api/echo/'
]

const detection = [
  ...['/docs', '/docs/', '/docs/?x=1', '/docs/en/', '/docs/fr/', '/', '/docs/static/'].flatMap(
    (path) =>
      vary(path, [
        { headers: { 'Accept-Language': 'fr' } },
        { headers: { 'Accept-Language': 'nl-BE;q=0.5,de' } },
        { headers: { Cookie: 'NEXT_LOCALE=nl-BE' } },
        { headers: { Host: 'example.fr' } },
        { headers: { Host: 'example.fr', 'Accept-Language': 'en' } },
        { headers: { Host: 'example.fr', Cookie: 'NEXT_LOCALE=en' } }
      ])
  ),
  ...each(
    [
      '/docs/ssr/',
      '/docs/en/ssr/',
      '/docs/fr/ssr/',
      '/docs/ssg/seul/',
      '/docs/old/',
      '/docs/nowhere/',
      '/docs/after/seul/',
      '/docs/fr/plain.txt',
      '/gone/1/',
      '/fr/gone/1/'
    ],
    { headers: { Host: 'example.fr' } }
  )
]

module.exports = ({ buildId, script }) => [
  ...['/docs', '/docs/en', '/docs/fr', '/docs/FR', '/docs/nl-BE', '/docs/de'].flatMap((prefix) =>
    each(inside.map((path) => `${prefix}${path}`))
  ),
  ...each(outside),
  ...detection,
  ...['', 'en/', 'fr/', 'de/'].flatMap((prefix) =>
    ['index', 'static', 'ssr', 'ssg/one', 'ssg/seul', 'ssg/data-new', 'nowhere', 'after'].flatMap(
      (name) =>
        ['/docs', ''].map((base) =>
          one(`${base}/_next/data/${buildId}/${prefix}${name}.json`, {
            name: `data of ${prefix}${name} in ${base || 'nothing'}`
          })
        )
    )
  ),
  one(`/docs/_next/data/${buildId}/fr/ssr.json/`, { name: 'data with a slash at the end' }),
  one(`/docs/_next/data/${buildId}/fr/ssr.json?end=moved`, { name: 'data of a redirect' }),
  ...each([`/docs${script}`, script, `/docs/fr${script}`, `/fr/docs${script}`]),
  ...['/docs/fr/static/', '/docs/fr/static', '/docs/fr/api/echo/', '/gone/1/'].flatMap((path) =>
    methods(path, ['HEAD', 'POST', 'OPTIONS'])
  ),
  sequence('a page is kept for each locale', [
    '/docs/ssg/kept/',
    '/docs/fr/ssg/kept/',
    '/docs/fr/ssg/kept/',
    '/docs/en/ssg/kept/',
    '/docs/fr/after/kept/',
    `/docs/_next/data/${buildId}/fr/ssg/kept.json`
  ]),
  ...serverCases({
    fixed: '/docs/fr/static/',
    dynamic: '/docs/ssr/',
    incremental: '/docs/fr/ssg/seul/',
    file: '/docs/plain.txt'
  })
]
