'use strict'
// Both routers in one app, with public/, the old static/ folder and a custom _error.

const { each, methods, one, sequence } = require('../support/case')
const { serverCases } = require('./server-js')

const paths = [
  '/',
  '/app-static',
  '/app-dynamic',
  '/app-isr',
  '/app-throws',
  '/pages-static',
  '/pages-ssg',
  '/pages-ssr?a=1',
  '/pages-ssr?fail=1',
  '/pages-ssr?missing=1',
  '/both/1',
  '/both/fixed',
  '/both',
  '/p/a/b',
  '/p',
  '/p/%zz',
  '/api/app',
  '/api/pages',
  '/api/nowhere',
  '/nowhere',
  '/404',
  '/500',
  '/_error',
  '/_not-found',
  '/_global-error',
  '/plain.txt',
  '/index.html',
  '/static/both.txt',
  '/static/legacy.js',
  '/static/with%20space.txt',
  '/static/with space.txt',
  '/static/missing.txt',
  '/static',
  '/static/',
  '/static/../plain.txt',
  '/static/%2e%2e/package.json',
  '/static/%zz',
  '/plain.txt/',
  '/app-static/',
  '/pages-static/',
  '//pages-static',
  '/_next/static/missing.js',
  '/_next/static/%zz',
  '/_next/data/other/pages-ssg.json'
]

module.exports = ({ buildId, script }) => [
  ...each(paths),
  ...[
    '/app-static',
    '/pages-static',
    '/pages-ssg',
    '/pages-ssr',
    '/static/legacy.js',
    '/nowhere'
  ].flatMap((path) => methods(path, ['HEAD', 'OPTIONS', 'POST'])),
  ...methods(script, ['POST', 'OPTIONS']),
  ...['/plain.txt', '/static/legacy.js'].flatMap((path) => [
    one(path, { headers: { Range: 'bytes=0-9' } }),
    one(path, { headers: { Range: 'bytes=99999-' } }),
    one(path, { headers: { 'If-Match': '"other"' } }),
    one(path, { headers: { 'If-None-Match': '*' } })
  ]),
  ...each(['/app-static', '/pages-ssg', '/app-dynamic', '/nowhere'], {
    headers: { RSC: '1' },
    rsc: 'right'
  }),
  ...each(['/app-static', '/pages-ssg', '/nowhere'], { headers: { RSC: '1' } }),
  ...each(['/app-throws', '/pages-ssr?fail=1', '/nowhere', '/static/legacy.js'], {
    headers: { 'Accept-Encoding': 'gzip' }
  }),
  ...each(['/nowhere', '/pages-ssr?missing=1', '/app-static'], {
    headers: { 'Sec-Fetch-Dest': 'script' }
  }),
  ...['pages-ssg', 'pages-ssr', 'pages-static', 'app-static', 'nowhere', 'both/fixed'].flatMap(
    (name) => [
      one(`/_next/data/${buildId}/${name}.json`, { name: `data of ${name}` }),
      one(`/_next/data/${buildId}/${name}.json`, {
        name: `data of ${name}, asked by the router`,
        headers: { 'x-nextjs-data': '1' }
      })
    ]
  ),
  one(`/_next/data/${buildId}/pages-ssr.json?fail=1`, { name: 'data of a failing page' }),
  sequence('revalidated by the other router', [
    '/pages-ssg',
    '/api/revalidate?path=/pages-ssg',
    '/pages-ssg',
    '/app-isr',
    '/api/revalidate?path=/app-isr',
    '/app-isr',
    { path: '/api/app', method: 'POST' },
    '/app-isr',
    '/app-isr'
  ]),
  ...serverCases({
    fixed: '/app-static',
    dynamic: '/pages-ssr',
    incremental: '/app-isr',
    file: '/static/legacy.js'
  })
]
