'use strict'
// Locales of the pages router: from the path, a domain, a cookie and Accept-Language.

const { each, methods, one, otherMethods, rsc, sequence, vary } = require('../support/case')
const { detection } = require('./i18n-detection')
const { hostileCases } = require('./hostile')
const { serverCases } = require('./server-js')

const prefixes = ['', '/en-US', '/fr', '/FR', '/nl-be', '/nl-BE', '/de']

const pages = [
  '',
  '/',
  '?x=1',
  '/about',
  '/about/',
  '/about?x=1',
  '/ABOUT',
  '/ssr?x=1&x=2',
  '/ssr/7?x=1',
  '/ssr/fr',
  '/ssr/%C3%BC',
  '/ssr/%zz',
  '/auto',
  '/auto/1',
  '/gip?x=1',
  '/known/one',
  '/known/seul',
  '/known/alleen',
  '/known/nowhere',
  '/known/gr%C3%BCn',
  '/known/nowhere?next=1',
  '/blocking/one',
  '/blocking/new',
  '/blocking/missing',
  '/blocking/moved',
  '/started/one',
  '/catch/a/b?x=1',
  '/catch/fr',
  '/catch',
  '/optional',
  '/optional/a/b',
  '/optional/c',
  '/partly',
  '/ends?end=missing',
  '/ends?end=moved',
  '/ends?end=unlocalized',
  '/ends',
  '/api/echo?x=1',
  '/api/other/b',
  '/api',
  '/nowhere',
  '/nowhere.txt',
  '/nowhere/deep?x=1',
  '/404',
  '/500',
  '/_error',
  '/plain.txt',
  '/inner.txt',
  '/nested/file.txt',
  '/_next/static/missing.js',
  '/_next/image',
  '/_next',
  '/fr/about',
  '/en-US/about',
  '/index',
  '//about',
  '/about\\x'
]

const rules = [
  '/old',
  '/old/permanent?x=1',
  '/old/param/a%20b?x=1&a=2',
  '/old/root',
  '/old/outside',
  '/old/to-fr',
  '/old/literal',
  '/vieux',
  '/vieux/1',
  '/default',
  '/captured',
  '/named',
  '/?go',
  '/?go=1',
  '/api/old',
  '/old.txt',
  '/before',
  '/before/ssr/1?x=1',
  '/before/file',
  '/before/api',
  '/before/to-fr',
  '/before/literal',
  '/avant',
  '/before/cross',
  '/auto?over',
  '/auto?over=1',
  '/after',
  '/after/root',
  '/after/ssr/1?x=1',
  '/after/ssr-unused/1?x=1',
  '/after/known/one',
  '/after/known/seul',
  '/after/known/nowhere',
  '/after/blocking/one',
  '/after/blocking/new-after',
  '/after/catch',
  '/after/catch/a/b',
  '/after/file',
  '/after/api',
  '/after/nowhere',
  '/after/to-fr',
  '/after/literal',
  '/after/cross',
  '/after/data/one',
  '/na/1',
  '/standard',
  '/any',
  '/fallback',
  '/fallback/a/b',
  '/fallback/new',
  '/fallback-literal/a/b'
]

const ofDomains = ['example.be', 'example.fr', 'EXAMPLE.FR:80'].flatMap((Host) =>
  each(
    [
      '/ssr?x=1',
      '/en-US/ssr',
      '/fr/ssr',
      '/nl/ssr/1',
      '/nl-BE/ssr',
      '/known/seul',
      '/known/alleen',
      '/known/one',
      '/blocking/by-domain',
      '/gip',
      '/optional',
      '/partly',
      '/ends',
      '/ends?end=moved',
      '/ends?end=missing',
      '/nowhere',
      '/404',
      '/api/echo',
      '/fr/api/echo',
      '/plain.txt',
      '/fr/plain.txt',
      '/nl-BE/plain.txt',
      '/nl/plain.txt',
      '/old',
      '/old/permanent',
      '/old/param/1',
      '/old/to-fr',
      '/fr/vieux',
      '/before',
      '/before/ssr/1',
      '/after',
      '/after/known/seul',
      '/after/to-fr',
      '/after/cross',
      '/fallback/a',
      '/_next/data/fixture-build/ssr.json',
      '/_next/data/fixture-build/fr/ssr.json',
      '/_next/data/fixture-build/nl-BE/about.json'
    ],
    { headers: { Host } }
  )
)

const dataNames = [
  'index',
  'about',
  'ssr',
  'ssr/7',
  'ssr/fr',
  'auto',
  'gip',
  'known/one',
  'known/seul',
  'known/nowhere',
  'blocking/one',
  'blocking/data-new',
  'blocking/missing',
  'blocking/moved',
  'started/data-new',
  'catch/a/b',
  'optional',
  'optional/a/b',
  'partly',
  'ends',
  'api/echo',
  'nowhere',
  '404',
  '_error',
  'after',
  'before'
]

const data = [
  ...['', 'en-US/', 'fr/', 'FR/', 'nl-BE/', 'de/'].flatMap((prefix) =>
    each(dataNames.map((name) => `/_next/data/fixture-build/${prefix}${name}.json`))
  ),
  ...each([
    '/_next/data/fixture-build/fr.json',
    '/_next/data/fixture-build/en-US.json',
    '/_next/data/fixture-build/de.json',
    '/_next/data/fixture-build/fr/ssr.json?x=1&nextInternalLocale=nl',
    '/_next/data/fixture-build/fr/ends.json?end=moved',
    '/_next/data/fixture-build/fr/ends.json?end=missing',
    '/_next/data/fixture-build/fr/',
    '/_next/data/fixture-build/fr',
    '/_next/data/other/fr/ssr.json',
    '/fr/_next/data/fixture-build/fr/ssr.json',
    '/en-US/_next/data/fixture-build/ssr.json'
  ]),
  ...each(
    [
      '/_next/data/fixture-build/fr/ssr.json',
      '/_next/data/fixture-build/fr/nowhere.json',
      '/_next/data/fixture-build/fr/known/nowhere.json',
      '/_next/data/fixture-build/about.json'
    ],
    { headers: { 'x-nextjs-data': '1' } }
  ),
  ...['HEAD', 'POST'].flatMap((method) =>
    each(['/_next/data/fixture-build/fr/ssr.json', '/_next/data/fixture-build/fr/about.json'], {
      method
    })
  )
]

const kept = ['', '/fr', '/nl-BE'].flatMap((prefix) => [
  sequence(`a page is kept for each locale: ${prefix}`, [
    `${prefix}/blocking/kept`,
    `${prefix}/blocking/kept`,
    `/_next/data/fixture-build${prefix || '/en-US'}/blocking/kept.json`,
    `${prefix}/after/blocking/kept`,
    { path: `${prefix}/blocking/kept`, ifNoneMatch: 0 }
  ]),
  sequence(`a started page is kept for each locale: ${prefix}`, [
    `${prefix}/started/kept`,
    600,
    `${prefix}/started/kept`,
    `/_next/data/fixture-build${prefix || '/en-US'}/started/kept.json`
  ]),
  sequence(`a missing page is kept for each locale: ${prefix}`, [
    `${prefix}/blocking/missing`,
    `${prefix}/blocking/missing`,
    `/_next/data/fixture-build${prefix || '/en-US'}/blocking/missing.json`
  ])
])

const revalidations = [
  '/blocking/one',
  '/en-US/blocking/one',
  '/fr/blocking/seul',
  '/FR/blocking/seul',
  '/nl/blocking/new',
  '/after/blocking/one',
  '/fr/after/blocking/seul',
  '/fr/blocking/missing',
  '/fr/nowhere',
  '/fr/about'
].flatMap((path) => [
  sequence(`revalidation of ${path} on demand`, [
    path,
    `/api/revalidate?path=${path}`,
    path,
    { path: `/api/revalidate?path=${path}`, headers: { Host: 'example.fr' } },
    { path, headers: { Host: 'example.fr' } }
  ]),
  one(`/api/revalidate?path=${path}-not-yet&onlyGenerated=1`)
])

module.exports = ({ script, buildManifest, ...facts }) => [
  ...kept,
  ...prefixes.flatMap((prefix) => each([...pages, ...rules].map((path) => `${prefix}${path}`))),
  ...revalidations,
  ...hostileCases(['/fr/ssr', '/nl-BE/blocking/alleen', '/fr/auto/1'], facts),
  ...detection,
  ...ofDomains,
  ...data,
  ...each(
    [script, buildManifest].flatMap((path) => ['', '/en-US', '/fr'].map((prefix) => prefix + path))
  ),
  ...each(['/about', '/fr/about', '/fr/nowhere', '/nowhere', '/fr/ends'], {
    headers: { 'Accept-Encoding': 'gzip' }
  }),
  ...['/fr', '/fr/about', '/fr/ssr', '/fr/auto', '/fr/nowhere', '/fr/api/echo'].flatMap((path) =>
    methods(path, otherMethods)
  ),
  ...each(['/fr/plain.txt', '/en-US/plain.txt', '/plain.txt'], { method: 'POST' }),
  ...vary('/about', [
    { headers: { Cookie: 'ask=1' } },
    { headers: { Cookie: 'ask=%0A' } },
    { headers: { Host: 'example.fr', Cookie: 'ask=1' } }
  ]),
  ...each(['/fr/nowhere', '/fr/_next/static/x.js', '/fr/inner.txt'], {
    headers: { 'Sec-Fetch-Dest': 'image' }
  }),
  ...each(['/fr/about', '/fr/nowhere'], { ...rsc(), rsc: 'right' }),
  ...each(['/fr/ssr?nextInternalLocale=nl', '/ssr?__nextLocale=fr&__nextDefaultLocale=fr']),
  ...each(['/fr/ssr', '/ssr'], { headers: { 'x-nextjs-data': '1' } }),
  ...each(['/fr/about', '/ssr'], { headers: { 'x-matched-path': '/nl/about' } }),
  ...serverCases({
    fixed: '/fr/about',
    dynamic: '/fr/ssr',
    incremental: '/nl-BE/blocking/alleen',
    file: '/plain.txt'
  }),
  ...[
    { do: 'render', pathname: '/about', query: {} },
    { do: 'render', pathname: '/ssr', query: { a: '1' } },
    { do: 'render', pathname: '/', query: {} },
    { do: 'renderError', message: 'on purpose', pathname: '/fr/about', query: {} },
    { do: 'renderErrorToHTML', message: 'on purpose', pathname: '/about', query: {} },
    { do: 'render404' },
    { do: 'render404', url: '/fr/elsewhere' },
    { do: 'handle', url: '/fr/after/ssr/1?x=1' }
  ].flatMap((server) => [one('/fr/asked', { server }), one('/asked', { server })])
]
