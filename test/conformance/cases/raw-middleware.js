'use strict'
// skipProxyUrlNormalize: middleware sees the original URL, for data requests too.

const { each, methods, rsc } = require('../support/case')
const { ask, askEach, redirect, rewrite } = require('../support/ask')
const { dataNames } = require('./middleware-data')
const { odd } = require('./middleware-paths')

const prefixes = ['', '/en', '/fr', '/de']

const targets = [
  '/',
  '/ssr',
  '/ssr/',
  '/ssr/1/?x=1',
  '/fr/ssr/1/',
  '/en/ssr/1',
  '/static',
  '/fr/static/',
  '/ssg/one',
  '/app-static',
  '/app-dynamic/?x=1',
  '/api/echo',
  '/edge-ssr',
  '/edge-page/',
  '/plain.txt',
  '/nowhere',
  '/old',
  '/after/1',
  '/_next/data/fixture-build/ssr/1.json?x=1',
  '/_next/data/fixture-build/fr/ssr/1.json',
  '/_next/data/fixture-build/static.json',
  'upstream:/a',
  'http://localhost:4000/fr/ssr'
]

const edits = [
  { pathname: '/ssr/2' },
  { locale: 'fr' },
  { locale: 'fr', pathname: '/ssr/2' },
  { search: '?z=1' },
  { buildId: 'other' },
  {}
]

const dataOf = (prefix, id) => (name) => {
  const [path, query] = name.split('?')
  return `/_next/data/${id}/${prefix}${path}.json${query ? `?${query}` : ''}`
}

const sources = [
  '/ssr/9?own=1',
  '/ssr/9/?own=1',
  '/fr/ssr/9?own=1',
  '/nowhere/a',
  '/plain.txt',
  '/api/echo',
  '/_next/data/fixture-build/ssr/9.json?own=1',
  '/_next/data/fixture-build/fr/ssr/9.json',
  '/_next/data/fixture-build/en/nowhere.json',
  '/_next/data/other/ssr/9.json'
]

module.exports = ({ script }) => [
  ...each(odd),
  ...prefixes.flatMap((prefix) =>
    each(
      [
        '',
        '/',
        '/ssr',
        '/ssr/',
        '/ssr/1',
        '/ssr/1/?x=1',
        '/static',
        '/static/',
        '/nowhere/',
        '/ssg/one/',
        script
      ].map((path) => `${prefix}${path}`)
    )
  ),
  ...['', 'en/', 'fr/', 'de/'].flatMap((prefix) => [
    ...each(dataNames.map(dataOf(prefix, 'fixture-build'))),
    ...each(dataNames.slice(0, 8).map(dataOf(prefix, 'other')))
  ]),
  ...each(['ssr', 'static', 'nowhere', 'app-static'].map(dataOf('', 'fixture-build')), {
    headers: { 'x-nextjs-data': '1', 'x-middleware-prefetch': '1' }
  }),
  ...sources.flatMap((source) => [
    ...targets.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))]),
    ...edits.flatMap((to) => [ask(source, rewrite(to)), ask(source, redirect(to))]),
    ask(source, { see: ['headers', 'more'] }),
    ask(source, { request: { set: { 'x-added': '1' } } }),
    ask(source, { answer: 'text', value: 'a body', status: 401 }),
    ask(source, { fail: 'error' }),
    ...methods(source, ['HEAD', 'POST'])
  ]),
  ...['/app-static', '/app-dynamic/?x=1', '/app-static.rsc', '/ssr/', '/nowhere'].flatMap(
    (path) => [
      ask(path, { see: ['headers'] }, { ...rsc(), rsc: 'right' }),
      ask(path, { see: ['headers'] }, rsc()),
      ask(path, { see: ['headers'] }, { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' }),
      ask(path, { request: { only: ['host'] } }, { ...rsc(), rsc: 'right' }),
      ask(path, { request: { set: { 'x-added': '1' } } }, { ...rsc(), rsc: 'right' }),
      ask(path, rewrite('/app-item/1/?z=1'), { ...rsc(), rsc: 'right' }),
      ask(path, redirect('/app-item/1/?z=1'), { ...rsc(), rsc: 'right' })
    ]
  ),
  ...askEach(
    ['/ssr', '/ssr/', '/fr/ssr'],
    { see: ['more'] },
    {
      headers: { 'Accept-Language': 'fr', Cookie: 'NEXT_LOCALE=fr' }
    }
  )
]
