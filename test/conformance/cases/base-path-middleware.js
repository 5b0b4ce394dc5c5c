'use strict'
// Middleware below a base path, with locales and trailing slashes.

const { each, methods, one, rsc, vary } = require('../support/case')
const { ask, askEach, redirect, rewrite } = require('../support/ask')
const { serverCases } = require('./server-js')

const inside = [
  '',
  '/',
  '?x=1',
  '/?x=1',
  '/static',
  '/static/',
  '/static/?x=1',
  '/static//',
  '/ssr/?x=1&x=2',
  '/ssr/1/?x=1',
  '/ssr/%C3%BC/',
  '/ssr/%zz/',
  '/ssr/?end=missing',
  '/ssr/?end=moved',
  '/ssr/?end=failed',
  '/ssg/one/',
  '/ssg/new/',
  '/ssg/missing/',
  '/known/nowhere/',
  '/gip/',
  '/auto/',
  '/api/echo/?x=1',
  '/api/echo',
  '/api/edge/',
  '/app-static/',
  '/app-dynamic/',
  '/app-handler/',
  '/edge-page/',
  '/edge-ssr/',
  '/edge-handler/a/',
  '/plain.txt',
  '/plain.txt/',
  '/nowhere',
  '/nowhere/',
  '/nowhere.txt',
  '/404/',
  '/_error/',
  '/old/',
  '/before/1/',
  '/after/1/',
  '/after-isr/one/',
  '/after-app/1/',
  '/after-file/',
  '/fallback/a/',
  '/not-here/',
  '/not-here/a/',
  '/only-literal/',
  '/docs/static/',
  '/_next/static/missing.js',
  '/_next/image/?url=%2Fdocs%2Fpicture.png&w=64&q=75',
  '/_next/image?url=%2Fpicture.png&w=64&q=75',
  '/_next/nowhere/'
]

const outside = [
  '/',
  '/?x=1',
  '/static/',
  '/docsx/',
  '/DOCS/static/',
  '/%64ocs/static/',
  '/fr/',
  '/fr/docs/static/',
  '/fr/docs/only-literal/',
  '/fr/only-literal/',
  '/plain.txt',
  '/api/echo/',
  '/nowhere',
  '/not-here/',
  '/_next/static/missing.js',
  '/_next/data/fixture-build/ssr.json',
  '/_next/image/?url=%2Fpicture.png&w=64&q=75'
]

const targets = [
  '/docs',
  '/docs/',
  '/docs/ssr?x=1',
  '/docs/ssr/?x=1',
  '/docs/fr/ssr/1/',
  '/docs/fr',
  '/docs/FR/ssr/',
  '/docs/static/',
  '/docs/ssg/one/',
  '/docs/fr/ssg/of-locale/',
  '/docs/api/echo/',
  '/docs/app-static/',
  '/docs/app-dynamic/?x=1',
  '/docs/edge-page/',
  '/docs/edge-ssr/',
  '/docs/plain.txt',
  '/docs/plain.txt/',
  '/docs/nowhere/',
  '/docs/docs/ssr/',
  '/docs/before/1/',
  '/docs/after/1/',
  '/ssr/',
  '/fr/docs/ssr/',
  '/fr/ssr/',
  '/',
  'upstream:/docs/a?x=1',
  'http://localhost:4000/ssr/',
  'http://localhost:4000/docs/ssr/'
]

const edits = [
  { pathname: '/ssr/2' },
  { pathname: '/ssr/2/' },
  { pathname: '/docs/ssr/2/' },
  { pathname: '/' },
  { pathname: '/plain.txt' },
  { locale: 'fr' },
  { locale: 'en' },
  { locale: 'de' },
  { locale: 'nl', pathname: '/ssr/2', search: '?z=1' },
  { basePath: '' },
  { basePath: '/other' },
  { basePath: '', pathname: '/ssr' },
  { search: '?z=1' },
  { trailingSlash: false, pathname: '/ssr/2' },
  { buildId: 'other' },
  {}
]

const sources = [
  '/docs/',
  '/docs/ssr/9/?own=1',
  '/docs/fr/ssr/9/?own=1',
  '/docs/fr/',
  '/docs/nowhere/a/',
  '/docs/plain.txt',
  '/nowhere'
]

const dataPaths = [
  'index',
  'static',
  'ssr?x=1',
  'ssr/1',
  'ssg/one',
  'ssg/data-new',
  'gip',
  'nowhere',
  'edge-ssr',
  'app-static',
  'api/echo',
  'after/1',
  'not-here/a',
  'only-literal'
].map((name) => {
  const [path, query] = name.split('?')
  return `${path}.json${query ? `?${query}` : ''}`
})

module.exports = (facts) => [
  ...['/docs', '/docs/en', '/docs/fr', '/docs/FR', '/docs/de'].flatMap((prefix) =>
    each(inside.map((path) => `${prefix}${path}`))
  ),
  ...each(outside),
  ...askEach(outside, rewrite('/docs/ssr/')),
  ...askEach(outside, redirect('/docs/ssr/')),
  ...askEach(['/docs/not-here/a/', '/docs/fr/not-here/'], rewrite('/docs/ssr/')),
  ...askEach(['/docs/not-here/a/', '/docs/fr/not-here/', '/not-here/'], rewrite('/docs/ssr/'), {
    headers: { 'x-wanted': '1' }
  }),
  ...sources.flatMap((source) => [
    ...targets.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))]),
    ...edits.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))])
  ]),
  ...['fixture-build', 'other'].flatMap((id) =>
    ['', 'en/', 'fr/', 'de/'].flatMap((locale) =>
      ['/docs', ''].flatMap((base) =>
        each(dataPaths.map((path) => `${base}/_next/data/${id}/${locale}${path}`))
      )
    )
  ),
  ...[
    '/docs/_next/data/fixture-build/ssr/1.json',
    '/docs/_next/data/fixture-build/fr/ssr/1.json?own=1'
  ].flatMap((path) => [
    ...targets.flatMap((to) => [ask(path, rewrite(to)), ask(path, redirect(to))]),
    ...edits.flatMap((to) => [ask(path, rewrite(to)), ask(path, redirect(to))]),
    ask(path, { see: ['headers', 'more'] }),
    ask(path, { answer: 'text', value: 'a body', status: 401 }),
    ask(path, { fail: 'error' }),
    one(path, { headers: { 'x-nextjs-data': '1', 'x-middleware-prefetch': '1' } })
  ]),
  ...[{ 'Accept-Language': 'fr' }, { Cookie: 'NEXT_LOCALE=nl' }, { Host: 'example.fr' }].flatMap(
    (headers) => [
      ...each(['/docs', '/docs/', '/docs/fr/', '/docs/ssr/', '/docs/fr/ssr/', '/'], { headers }),
      ...askEach(['/docs/', '/docs/ssr/', '/docs/fr/ssr/'], rewrite('/docs/ssr/1/'), { headers }),
      ...askEach(['/docs/', '/docs/ssr/', '/docs/fr/ssr/'], redirect({ locale: 'nl' }), {
        headers
      }),
      ...askEach(['/docs/ssr/', '/docs/fr/ssr/'], { see: ['more', 'headers'] }, { headers })
    ]
  ),
  ...[
    '/docs/fr/ssr/',
    '/docs/app-dynamic/',
    '/docs/fr/static/',
    '/docs/nowhere/',
    '/docs/plain.txt'
  ].flatMap((path) => [
    ...methods(path, ['HEAD', 'POST', 'OPTIONS']),
    ask(path, { answer: 'text', value: 'a body', status: 401 }),
    ask(path, { answer: 'stream', value: ['one', 'two'] }),
    ask(path, { fail: 'error' }),
    ask(path, { fail: 'missingFile' }),
    ask(path, { read: 'text' }, { method: 'POST', body: 'a body' }),
    ask(path, { request: { set: { cookie: 'NEXT_LOCALE=nl', 'x-added': '1' } } }),
    ask(path, { cookies: [{ name: 'a', value: '1' }], headers: { 'x-both': 'middleware' } }),
    one(path, { ...rsc(), rsc: 'right' }),
    one(path, rsc()),
    ask(path, rewrite('/docs/app-dynamic/?z=1'), { ...rsc(), rsc: 'right' })
  ]),
  ...vary('/docs/fr/nowhere/', [
    { headers: { 'x-nextjs-data': '1' } },
    { headers: { 'Sec-Fetch-Dest': 'image' } }
  ]),
  ...each([`/docs${facts.script}`, facts.script, `/docs/fr${facts.script}`]),
  ...serverCases({
    fixed: '/docs/fr/static/',
    dynamic: '/docs/ssr/',
    incremental: '/docs/ssg/one/',
    file: '/docs/plain.txt'
  })
]
