'use strict'
// A proxy with matchers of every kind, in an app with locales.

const { each, methods, rsc, vary } = require('../support/case')
const { ask, askEach, redirect, rewrite } = require('../support/ask')
const { dataNames } = require('./middleware-data')

const prefixes = ['', '/en', '/fr', '/FR', '/nl', '/de']

const paths = [
  '',
  '/',
  '?x=1',
  '/static',
  '/static/',
  '/STATIC',
  '/st%61tic',
  '/static.json',
  '/static.rsc',
  '/statics',
  '/ssr',
  '/ssr/1',
  '/ssr/1/2',
  '/ssr/%C3%BC',
  '/ssr/%zz',
  '/ssr/a%2Fb',
  '/ssg',
  '/ssg/one',
  '/ssg/one/two',
  '/api',
  '/api/echo',
  '/api/edge',
  '/api/item/1',
  '/api/nowhere/a',
  '/app-dynamic',
  '/app-static',
  '/edge-page',
  '/edge-ssr',
  '/known/one',
  '/known/two',
  '/known/three',
  '/grün/1',
  '/gr%C3%BCn/1',
  '/gr%c3%bcn/1',
  '/a.b',
  '/a.c',
  '/a.d',
  '/opt',
  '/opt/1',
  '/opt/1/2',
  '/plus',
  '/plus/1/2',
  '/not',
  '/not/that',
  '/not/this',
  '/nothing',
  '/plain.txt',
  '/long.txt',
  '/nowhere',
  '/nowhere/a/b',
  '/literal',
  '/of-locale',
  '/literal-is-not-a-locale',
  '/fr/literal-is-not-a-locale',
  '/with-header',
  '/gip',
  '/auto',
  '/index',
  '/old',
  '/before/1',
  '/after/1',
  '/after-isr/one',
  '/fallback/a',
  '/_next/static/missing.js',
  '/_next/image?url=%2Fpicture.png&w=64&q=75',
  '//static'
]

const wanted = (values) => values.map((value) => ({ headers: { 'x-wanted': value } }))
const cookies = (values) => values.map((Cookie) => ({ headers: { Cookie } }))
const hosts = (values) => values.map((Host) => ({ headers: { Host } }))

const conditionalPaths = [
  '/with-query',
  '/with-query?wanted=1',
  '/with-query?wanted=2',
  '/with-query?wanted=2&wanted=1',
  '/with-query?wanted=1&wanted=2',
  '/with-query?wanted=%31',
  '/with-query?wanted',
  '/with-any-query',
  '/with-any-query?wanted',
  '/with-any-query?wanted=',
  '/with-any-query?wanted=x',
  '/with-any-query?WANTED=x',
  '/with-cookie',
  '/without-both',
  '/with-and-without',
  '/with-and-without?a',
  '/with-and-without?a=1',
  '/auto?skip=a%20b',
  '/auto?skip=a+b',
  '/auto?skip=a'
]

const conditions = {
  '/with-header': wanted(['', '1']),
  '/with-value': wanted(['a', 'b', 'bc', 'xa', 'A', 'ab', '']),
  '/with-cookie': cookies([
    'wanted=yes',
    'wanted=yos',
    'wanted=yess',
    'wanted=no',
    'wanted="yes"',
    'a=1; wanted=y%65s'
  ]),
  '/with-host': hosts([
    'a.example.fr',
    'A.example.fr:81',
    'a.b.example.fr',
    'example.fr',
    'a.example.frx',
    ''
  ]),
  '/without-both': [
    { headers: { 'x-unwanted': '1' } },
    { headers: { 'x-unwanted': '1', Cookie: 'unwanted=yes' } },
    ...cookies(['unwanted=yes', 'unwanted=no'])
  ],
  '/with-and-without': wanted(['1']),
  '/with-and-without?a': [
    ...wanted(['1', '2']),
    { headers: { 'x-wanted': '1', Host: 'example.fr' } }
  ],
  '/with-and-without?a=1': [
    ...wanted(['1']),
    { headers: { 'x-wanted': '1', Host: 'EXAMPLE.FR:80' } }
  ],
  '/gip': [{ headers: { 'Next-Router-Prefetch': '1' } }, { headers: { purpose: 'prefetch' } }]
}

const targets = [
  '/ssr/1?x=1',
  '/fr/ssr/1?x=1',
  '/FR/ssr/1',
  '/en/ssr/1',
  '/nl',
  '/',
  '/fr',
  '/static',
  '/fr/static',
  '/ssg/one',
  '/fr/ssg/one',
  '/fr/ssg/of-locale',
  '/known/one',
  '/fr/known/one',
  '/api/echo',
  '/fr/api/echo',
  '/app-static',
  '/fr/app-static',
  '/app-dynamic',
  '/fr/app-dynamic',
  '/edge-ssr',
  '/fr/edge-ssr',
  '/plain.txt',
  '/fr/plain.txt',
  '/nowhere',
  '/fr/nowhere',
  '/de/ssr',
  '/old',
  '/fr/before/1',
  '/fr/after/1',
  'upstream:/fr/a',
  'http://example.fr/ssr',
  'http://localhost:4000/fr/ssr'
]

const edits = [
  { locale: 'fr' },
  { locale: 'en' },
  { locale: 'de' },
  { locale: '' },
  { defaultLocale: 'fr' },
  { pathname: '/ssr/2' },
  { pathname: '/fr/ssr/2' },
  { pathname: '/fr/ssr/2', locale: 'nl' },
  { pathname: '/ssr', search: '?z=1', locale: 'fr' },
  {}
]

const sources = ['/', '/ssr/9?own=1', '/fr/ssr/9?own=1', '/nl', '/fr/nowhere/a', '/api/echo']

const languages = [
  { 'Accept-Language': 'fr' },
  { Cookie: 'NEXT_LOCALE=nl' },
  { Host: 'example.fr' },
  { Host: 'example.fr', 'Accept-Language': 'nl' }
]

const localizedCases = [
  ...prefixes.flatMap((prefix) => each(paths.map((path) => `${prefix}${path}`))),
  ...['', '/fr'].flatMap((prefix) => [
    ...each(conditionalPaths.map((path) => `${prefix}${path}`)),
    ...Object.entries(conditions).flatMap(([path, list]) => vary(`${prefix}${path}`, list))
  ]),
  ...sources.flatMap((source) => [
    ...targets.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))]),
    ...edits.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))])
  ]),
  ...languages.flatMap((headers) => [
    ...each(['/', '/?x=1', '/fr', '/en', '/ssr', '/fr/ssr', '/static', '/nowhere'], { headers }),
    ...askEach(['/', '/ssr', '/fr/ssr', '/nl'], rewrite('/ssr/1'), { headers }),
    ...askEach(['/', '/ssr', '/fr/ssr', '/nl'], redirect('/ssr/1'), { headers }),
    ...askEach(['/ssr', '/fr/ssr'], rewrite({ locale: 'nl' }), { headers }),
    ...askEach(['/ssr', '/fr/ssr'], redirect({ locale: 'fr' }), { headers }),
    ...askEach(['/ssr', '/fr/ssr'], { see: ['more', 'headers'] }, { headers })
  ]),
  ...['', 'en/', 'fr/', 'FR/', 'de/'].flatMap((prefix) =>
    ['fixture-build', 'other'].flatMap((id) =>
      each(
        dataNames.slice(0, id === 'other' ? 6 : undefined).map((name) => {
          const [path, query] = name.split('?')
          return `/_next/data/${id}/${prefix}${path}.json${query ? `?${query}` : ''}`
        })
      )
    )
  ),
  ...each(
    ['fr', 'en', 'de', 'fr/index', 'literal', 'fr/of-locale', 'of-locale', 'opt/1', 'a.b'].map(
      (name) => `/_next/data/fixture-build/${name}.json`
    ),
    { headers: { 'x-nextjs-data': '1' } }
  ),
  ...[
    '/_next/data/fixture-build/ssr/1.json',
    '/_next/data/fixture-build/fr/ssr/1.json?own=1'
  ].flatMap((path) => [
    ...targets.flatMap((to) => [ask(path, rewrite(to)), ask(path, redirect(to))]),
    ...edits.flatMap((to) => [ask(path, rewrite(to)), ask(path, redirect(to))])
  ]),
  ...['/fr/ssr', '/fr/static', '/fr/nowhere', '/fr/api/echo', '/of-locale'].flatMap((path) => [
    ...methods(path, ['HEAD', 'POST', 'OPTIONS']),
    ask(path, { answer: 'text', value: 'a body', status: 401 }),
    ask(path, { fail: 'error' }),
    ask(path, { request: { set: { cookie: 'NEXT_LOCALE=nl', 'x-added': '1' } } }),
    ask(path, { cookies: [{ name: 'a', value: '1' }] })
  ]),
  ...vary('/fr/nowhere/a', [
    { headers: { 'x-nextjs-data': '1' } },
    { headers: { 'Sec-Fetch-Dest': 'image' } },
    { ...rsc(), rsc: 'right' }
  ])
]

module.exports = ({ script, previewModeId }) => [
  ...localizedCases,
  ...each(prefixes.map((prefix) => `${prefix}${script}`)),
  ...each(['/fr/ssg/one', '/fr/ssr'], { headers: { 'x-prerender-revalidate': previewModeId } }).map(
    (testCase, index) => ({ ...testCase, name: `on demand ${index}` })
  )
]
