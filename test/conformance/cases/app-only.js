'use strict'
// The app router alone, and everything about files.

const { each, methods, one, vary } = require('../support/case')
const { actions } = require('./app-actions')
const { drafts, lifetimes } = require('./app-lifetimes')
const { endings, pages, posts, routes, slashes } = require('./app-paths')
const { payloads } = require('./app-payloads')
const { hostileCases } = require('./hostile')
const { serverCases } = require('./server-js')
const staticFileCases = require('./static-files')

const bodies = [
  one('/api/echo', { method: 'POST', body: 'text', headers: { 'Content-Type': 'text/plain' } }),
  one('/api/echo', {
    method: 'PUT',
    body: '{"a":1}',
    headers: { 'Content-Type': 'application/json' }
  }),
  one('/api/echo', { method: 'POST', body: '' }),
  one('/api/echo', { name: 'POST of 300 kB', method: 'POST', body: 'b'.repeat(300_000) }),
  one('/api/echo', {
    name: 'POST in chunks',
    method: 'POST',
    headers: { 'Transfer-Encoding': 'chunked' },
    body: '5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n'
  }),
  one('/api/echo', { method: 'POST', body: 'waited', headers: { Expect: '100-continue' } }),
  one('/api/echo', { name: 'GET with a body', body: 'ignored' }),
  one('/small', { name: 'GET of a page with a body', body: 'ignored' }),
  one('/api/echo', {
    name: 'repeated header lines',
    headers: [
      ['Cookie', 'a=1'],
      ['Cookie', 'b=2'],
      ['X-Twice', 'one'],
      ['x-twice', 'two'],
      ['Accept', 'a/b'],
      ['Accept', 'c/d'],
      ['X-Latin', 'gr\u00fcn']
    ]
  }),
  one('/headers', { headers: { 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Proto': 'https' } }),
  one('/headers', { headers: { Host: 'another.test' } }),
  one('/api/echo', { headers: { Host: 'another.test:81' } }),
  one('/cookies', { headers: { Cookie: 'a=1; b=%20; a=2; broken; c="quoted"' } }),
  one('/api/cookies', { headers: { Cookie: 'old=1; other=2' } }),
  one('/small', { name: 'HTTP/1.0', raw: 'GET /small HTTP/1.0\r\n\r\n' }),
  one('/dynamic', {
    name: 'HTTP/1.0, dynamic',
    raw: 'GET /dynamic HTTP/1.0\r\nHost: fixture.test\r\n\r\n'
  }),
  one('/', { name: 'an unknown method', raw: 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n' }),
  one('/', { name: 'PROPFIND', method: 'PROPFIND' }),
  one('/small', { method: 'TRACE' })
]

const kinds = [
  '/small',
  '/dynamic',
  '/isr-long',
  '/blog/first',
  '/api/static',
  '/api/all',
  '/nowhere'
]

module.exports = (facts) => [
  ...lifetimes,
  ...each(pages),
  ...each(posts),
  ...each(endings),
  ...each(routes),
  ...each(slashes),
  ...each(
    ['/nowhere', '/nowhere.png'].flatMap((path) => [path]),
    { headers: { 'Sec-Fetch-Dest': 'image' } }
  ),
  ...vary(
    '/nowhere',
    ['document', 'script', 'style', 'font', 'empty', 'iframe', 'worker', ''].map((dest) => ({
      headers: { 'Sec-Fetch-Dest': dest }
    }))
  ),
  ...kinds.flatMap((path) => methods(path)),
  ...methods('/api/echo', ['HEAD', 'OPTIONS', 'POST', 'TRACE']),
  ...methods('/api/static-text/one', ['HEAD', 'POST']),
  ...each(
    [
      '/',
      '/static',
      '/dynamic',
      '/stream',
      '/api/static',
      '/api/stream',
      '/api/echo',
      '/nowhere',
      '/robots.txt'
    ],
    {
      headers: { 'Accept-Encoding': 'gzip' }
    }
  ),
  ...each(['/static', '/dynamic', '/api/stream'], {
    headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' }
  }),
  ...each(['/static', '/dynamic'], { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } }),
  ...each(['/dynamic', '/api/static', '/nowhere'], {
    headers: { Range: 'bytes=0-9', 'If-None-Match': '*' }
  }),
  ...payloads,
  ...actions(facts),
  ...drafts(facts),
  ...bodies,
  ...hostileCases(['/small', '/dynamic', '/blog/first'], facts),
  ...serverCases({
    fixed: '/small',
    dynamic: '/dynamic',
    incremental: '/isr-long',
    file: '/plain.txt'
  }),
  {
    name: 'pages on one connection',
    together: true,
    steps: [
      { path: '/small' },
      { path: '/dynamic' },
      { path: '/small', method: 'HEAD' },
      { path: '/api/echo', method: 'POST', body: 'one' },
      { path: '/nowhere' },
      { path: '/small', method: 'POST', body: 'unread' },
      { path: '/static', headers: { 'Accept-Encoding': 'gzip' } }
    ]
  },
  ...staticFileCases(facts)
]
