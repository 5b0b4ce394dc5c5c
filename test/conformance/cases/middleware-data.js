'use strict'
// Data requests of the pages router through middleware.

const { each, methods, sequence, vary } = require('../support/case')
const { ask, askEach, asked, redirect, rewrite } = require('../support/ask')

const names = [
  'index',
  'static',
  'auto',
  'auto?x=1',
  'ssr?x=1&x=2',
  'ssr/7?x=1',
  'ssr/%C3%BC',
  'ssr/%zz',
  'ssr?end=missing',
  'ssr?end=moved',
  'ssr?end=failed',
  'gip?x=1',
  'ssg/one',
  'ssg/data-new',
  'ssg/missing',
  'ssg/moved',
  'known/one',
  'known/nowhere',
  'edge-ssr?x=1',
  'edge-ssr/3',
  'edge-ssr?end=missing',
  'app-static',
  'app-dynamic',
  'app-item/1',
  'app-handler',
  'api/echo',
  'plain.txt',
  'nowhere',
  'old',
  'old/1',
  'before/1',
  'after/1',
  'after-isr/one',
  'after-app/1',
  'after-file',
  'by-query?q=1',
  'fallback/a',
  '404',
  '500',
  '_error',
  '_app'
]

const toData = (id) => (name) => {
  const [path, query] = name.split('?')
  return `/_next/data/${id}/${path}.json${query === undefined ? '' : `?${query}`}`
}
const data = toData('fixture-build')
const stale = toData('other-build')

const odd = [
  '/_next/data/fixture-build',
  '/_next/data/fixture-build/',
  '/_next/data/fixture-build/.json',
  '/_next/data/fixture-build/ssr',
  '/_next/data/fixture-build/ssr.json/',
  '/_next/data/fixture-build/ssr.json.json',
  '/_next/data/fixture-build/ssr/.json',
  '/_next/data/fixture-build/ssr/index.json',
  '/_next/data/fixture-build/index/index.json',
  '/_next/data/fixture-build/fixture-build/ssr.json',
  '/_next/data/fixture-build//ssr.json',
  '/_next/data//ssr.json',
  '/_next/data/ssr.json',
  '/_next/data',
  '/_next/data/fixture%2Dbuild/ssr.json',
  '/%5Fnext/data/fixture-build/ssr.json',
  '/_next/data/fixture-build/ssr%2Ejson',
  '/_next/data/fixture-build/ssr.JSON',
  '/_next/data/fixture-buildx/ssr.json'
]

const targets = [
  '/',
  '/static',
  '/static?x=1',
  '/ssr/9?x=1',
  '/ssr?end=missing',
  '/ssr?end=moved',
  '/gip?x=1',
  '/auto?x=1',
  '/ssg/one',
  '/ssg/data-by-rewrite',
  '/ssg/missing',
  '/known/one',
  '/known/nowhere',
  '/edge-ssr?x=1',
  '/app-static',
  '/app-dynamic?x=1',
  '/app-handler',
  '/edge-handler',
  '/api/echo',
  '/plain.txt',
  '/nowhere',
  '/old',
  '/before/1',
  '/after/1',
  '/fallback/a',
  '/%zz',
  '/_next/data/fixture-build/ssr/3.json',
  'http://localhost:4000/ssr/3',
  'http://127.0.0.1:1/out',
  'upstream:/data?x=1'
]

const edits = [
  { pathname: '/ssr/9' },
  { search: '?z=1' },
  { pathname: '/ssr/9', buildId: '' },
  { pathname: '/ssr/9', buildId: 'other' },
  {}
]

const asData = { 'x-nextjs-data': '1' }

// Prefetches of a browser.
const prefetches = [
  { 'x-middleware-prefetch': '1' },
  { 'x-middleware-prefetch': '1', ...asData },
  { 'x-middleware-prefetch': '1', purpose: 'prefetch', ...asData },
  { purpose: 'prefetch' },
  { 'sec-purpose': 'prefetch', ...asData }
]

const dataCases = ({ previewModeId }) => [
  ...[undefined, asData].flatMap((headers) => [
    ...each(names.map(data), { headers }),
    ...each(names.map(stale), { headers }),
    ...each(odd, { headers })
  ]),
  ...askEach([...names.map(data), ...odd], { see: ['headers'] }),
  ...askEach(names.slice(0, 12).map(stale), { see: ['headers'] }),
  ...targets.flatMap((to) => [
    ask(data('from/nowhere?from=1'), rewrite(to)),
    ask(data('ssr?own=1'), rewrite(to), { headers: asData }),
    ask(stale('ssr?own=1'), rewrite(to), { headers: asData }),
    ask(data('from/nowhere?from=1'), redirect(to)),
    ask(data('ssr?own=1'), redirect(to, { status: 308 }), { headers: asData }),
    ask('/ssr?own=1', rewrite(to), { headers: asData }),
    ask('/ssr?own=1', redirect(to), { headers: asData })
  ]),
  ...edits.flatMap((to) => [
    ask(data('from/nowhere?from=1'), rewrite(to)),
    ask(data('from/nowhere?from=1'), redirect(to))
  ]),
  ...askEach(
    [data('index'), data('static'), data('plain.txt'), data('app-dynamic')],
    rewrite('/ssr')
  ),
  ...askEach([data('index'), data('static'), data('app-dynamic')], redirect('/ssr')),
  ...[
    { answer: 'text', value: 'a body', status: 401 },
    { answer: 'json', value: { a: 1 } },
    { answer: 'text', status: 204 },
    { answer: 'raw', status: 302, headers: { location: 'http://localhost:4000/static' } },
    { answer: 'raw', headers: { location: 'http://localhost:4000/static' } },
    { headers: { 'x-both': 'middleware', 'x-nextjs-matched-path': '/own' } },
    { cookies: [{ name: 'a', value: '1' }] },
    { request: { set: { 'x-added': 'yes' } } },
    { request: { only: ['host'] } },
    { request: { remove: ['x-nextjs-data'] } },
    { answer: 'nothing' },
    { fail: 'error' },
    { fail: 'error', when: 'at once' }
  ].flatMap((what) => [
    ask(data('ssr?x=1'), what),
    ask(data('ssg/one'), what, { headers: asData }),
    ask(data('nowhere'), what)
  ]),
  ...prefetches.flatMap((headers) => [
    ...each(['ssr', 'static', 'ssg/one', 'gip', 'nowhere', 'app-dynamic', 'edge-ssr'].map(data), {
      headers
    }),
    ...each(['/ssr', '/static', '/ssg/one', '/app-dynamic', '/app-static', '/nowhere'], {
      headers
    }),
    ask(data('static'), rewrite('/ssr/1'), { headers }),
    ask(data('ssr'), rewrite('/static'), { headers }),
    ask(data('ssr'), redirect('/static'), { headers })
  ]),
  ...['ssr', 'static', 'ssg/one', 'nowhere', 'api/echo'].flatMap((name) => methods(data(name))),
  ...['HEAD', 'POST'].flatMap((method) => [
    ask(data('ssr'), rewrite('/ssr/1'), { method }),
    ask(data('ssr'), redirect('/ssr/1'), { method })
  ]),
  ...vary(data('nowhere'), [
    { headers: { 'Accept-Encoding': 'gzip' } },
    { headers: { 'Sec-Fetch-Dest': 'image' } },
    { headers: { Accept: 'application/json' } },
    { headers: { RSC: '1' } }
  ]),
  ...each(
    ['/ssr', '/static', '/app-dynamic', '/app-static', '/nowhere', '/api/echo', '/plain.txt'],
    {
      headers: asData
    }
  ),
  sequence('on-demand revalidation of data skips middleware', [
    data('ssg/demanded-data'),
    {
      ...asked(data('ssg/demanded-data'), redirect('/static')),
      headers: {
        ...asked('', redirect('/static')).headers,
        'x-prerender-revalidate': previewModeId
      }
    },
    data('ssg/demanded-data')
  ]),
  sequence('data of a page that middleware rewrites to', [
    asked(data('first'), rewrite('/ssg/kept-data')),
    data('ssg/kept-data'),
    { ...asked(data('first'), rewrite('/ssg/kept-data')), ifNoneMatch: 0 },
    '/ssg/kept-data'
  ])
]

module.exports = { dataCases, dataNames: names }
