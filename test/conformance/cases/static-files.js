'use strict'
// Requests for files: odd names, media types, preconditions, ranges, encodings, methods.

const { oddNames, typedNames } = require('../support/public-files')
const { each, methods, one, sequence, vary } = require('../support/case')

const encodedNames = oddNames.map((name) => `/${name.split('/').map(encodeURIComponent).join('/')}`)

// Names sent unescaped, as a careless client would.
const rawNames = [
  '/with space.txt',
  Buffer.from('/grün.txt').toString('latin1'),
  '/100%.txt',
  '/a%20b.txt',
  '/a%2520b.txt',
  '/plus+sign.txt',
  '/plus%2Bsign.txt',
  '/plus%2bsign.txt',
  '/%70lain.txt',
  '/plain%2Etxt',
  '/nested%2Findex.html',
  '/gr%c3%bcn.txt',
  '/gr%C3%BCn.txt',
  '/gru%CC%88n.txt',
  '/[brackets].txt',
  "/quote'd(1).txt",
  '/upper.txt'
]

const strangeTargets = [
  '/../plain.txt',
  '/%2e%2e/plain.txt',
  '/nested/../plain.txt',
  '/nested/%2e%2e/plain.txt',
  '/nested/..%2fplain.txt',
  '/..%2f..%2fpackage.json',
  '/%2e%2e%2fpackage.json',
  '/..%5cpackage.json',
  '/./plain.txt',
  '/%00',
  '/plain.txt%00',
  '/plain%00.txt',
  '/%',
  '/%zz',
  '/plain.txt%',
  '/%c0%af',
  '/%c0%ae%c0%ae/package.json',
  '/%e0%80%af',
  '/%ed%a0%80',
  '/%f4%90%80%80',
  '/%ff',
  '/nested',
  '/nested/',
  '/nested/index',
  '/nested/deep',
  '/plain.txt/',
  '/plain.txt//',
  '//plain.txt',
  '/nested//index.html',
  '/nested\\index.html',
  '/\\plain.txt',
  '/plain.txt?x=1&x=2',
  '/plain.txt?',
  '/plain.txt#hash',
  '/plain.txt;param',
  '/_next/odd.txt',
  '/_next',
  '/_next/',
  '/_next/static',
  '/_next/static/',
  '/_next/static/chunks',
  '/_next/static/missing.js',
  '/_next/static/../../server/pages-manifest.json',
  '/_next/static/%2e%2e/%2e%2e/BUILD_ID',
  '/_next/static/..%2f..%2fBUILD_ID',
  '/_next/static/chunks/%',
  '/_next/static/chunks/%00.js',
  '/_next/BUILD_ID',
  '/.next/BUILD_ID',
  '/public/plain.txt',
  'plain.txt',
  'http://fixture.test:4000/plain.txt',
  'http://other.test/plain.txt?x=1',
  '*'
]

const day = (text) => new Date(text).toUTCString()

const conditions = [
  { 'If-Modified-Since': day('2024-02-29T12:34:56Z') },
  { 'If-Modified-Since': day('2024-02-29T12:34:55Z') },
  { 'If-Modified-Since': day('2030-01-01T00:00:00Z') },
  { 'If-Modified-Since': 'not a date' },
  { 'If-Modified-Since': '2024-02-29T12:34:57Z' },
  { 'If-Unmodified-Since': day('2024-02-29T12:34:56Z') },
  { 'If-Unmodified-Since': day('2024-02-28T00:00:00Z') },
  { 'If-Unmodified-Since': 'not a date' },
  { 'If-Match': '*' },
  { 'If-Match': '"other"' },
  { 'If-Match': '' },
  { 'If-None-Match': '*' },
  { 'If-None-Match': '"other"' },
  { 'If-None-Match': '"other"', 'If-Modified-Since': day('2030-01-01T00:00:00Z') },
  { 'If-None-Match': '*', 'Cache-Control': 'no-cache' },
  { 'If-None-Match': '*', 'Cache-Control': 'max-age=0' },
  { 'If-None-Match': '*', Range: 'bytes=0-3' }
]

const ranges = [
  'bytes=0-9',
  'bytes=10-',
  'bytes=-10',
  'bytes=-0',
  'bytes=0-0',
  'bytes=0-99999999',
  'bytes=5-2',
  'bytes=99999999-',
  'bytes=0-4,6-9',
  'bytes=0-4,5-9',
  'bytes=9-12,0-4',
  'bytes=0-4, 99999999-',
  'bytes=abc',
  'bytes= 0-4',
  'bytes=0 - 4',
  'BYTES=0-4',
  'items=0-4',
  'bytes=',
  'bytes',
  'bytes=-',
  'bytes=-99999999',
  'bytes=0-4,',
  'bytes=1.5-4',
  'bytes=-1-4'
]

const codings = [
  'gzip',
  'deflate',
  'gzip, deflate',
  'deflate, gzip',
  'gzip, deflate, br',
  'gzip, deflate, br, zstd',
  'br',
  'zstd',
  'identity',
  '*',
  '',
  'gzip;q=0',
  'gzip;q=0.2, deflate;q=0.8',
  'identity;q=0',
  'identity;q=1, gzip;q=0.5',
  'GZIP',
  'x-gzip',
  'br;q=0, gzip',
  'gzip;q=0.001',
  '*;q=0'
]

const accepting = (coding) => ({ headers: { 'Accept-Encoding': coding } })

module.exports = ({ script, style, buildManifest }) => [
  ...each(encodedNames),
  ...each(rawNames.filter((name) => !encodedNames.includes(name))),
  ...each(typedNames.map((name) => `/types/${name}`)),
  ...each(['/types/a.html', '/types/a.svg', '/types/a.png', '/types/a.wasm'], accepting('gzip')),
  ...each(strangeTargets),
  ...each([
    script,
    style,
    buildManifest,
    '/favicon.ico',
    '/empty.txt',
    '/big.bin',
    '/middle.bin',
    '/item/file.txt'
  ]),
  ...each([script, style, '/long.txt', '/empty.txt', '/nested', '/_next/static/missing.js'], {
    method: 'HEAD'
  }),
  ...methods(script, ['POST', 'OPTIONS', 'DELETE']),
  ...methods('/plain.txt'),
  ...methods('/_next/static/missing.js', ['POST']),
  ...vary(
    '/long.txt',
    conditions.map((headers) => ({ headers }))
  ),
  ...['/plain.txt', script, '/big.bin'].map((path) =>
    sequence(`revalidation of ${path}`, [
      path,
      { path, ifNoneMatch: 0 },
      { path, ifNoneMatch: 0, method: 'HEAD' },
      { path, ifNoneMatch: 0, headers: { 'Accept-Encoding': 'gzip' } },
      { path, ifNoneMatch: 0, headers: { 'Cache-Control': 'no-cache' } },
      { path, ifNoneMatch: 0, method: 'POST' }
    ])
  ),
  ...vary(
    '/long.txt',
    ranges.map((range) => ({ headers: { Range: range } }))
  ),
  ...vary('/long.txt', [
    { method: 'HEAD', headers: { Range: 'bytes=0-9' } },
    { headers: { Range: 'bytes=0-9', 'Accept-Encoding': 'gzip' } },
    { headers: { Range: 'bytes=0-2000', 'Accept-Encoding': 'gzip' } },
    { headers: { Range: 'bytes=0-9', 'If-Range': day('2024-02-29T12:34:56Z') } },
    { headers: { Range: 'bytes=0-9', 'If-Range': day('2024-02-28T12:34:56Z') } },
    { headers: { Range: 'bytes=0-9', 'If-Range': '"other"' } },
    { headers: { Range: 'bytes=0-9', 'If-Range': 'junk' } },
    { headers: { Range: 'bytes=99999999-', 'Accept-Encoding': 'gzip' } }
  ]),
  one('/empty.txt', { headers: { Range: 'bytes=0-0' } }),
  one('/big.bin', { headers: { Range: 'bytes=1048576-1048999' } }),
  one('/middle.bin', { headers: { Range: 'bytes=1048576-1048999' } }),
  one('/middle.bin', { headers: { Range: 'bytes=1000-1900000' } }),
  one('/big.txt', accepting('gzip')),
  ...vary('/long.txt', codings.map(accepting)),
  ...each(['/1023.txt', '/1024.txt', '/empty.txt', script], accepting('gzip')),
  one('/long.txt', { headers: { 'Accept-Encoding': 'gzip', 'Cache-Control': 'no-transform' } }),
  one('/long.txt', { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } }),
  {
    name: 'files on one connection',
    together: true,
    steps: [
      { path: '/plain.txt' },
      { path: '/missing.txt', method: 'HEAD' },
      { path: script },
      { path: '/plain.txt', method: 'POST', body: 'unread' },
      { path: '/empty.txt' }
    ]
  }
]
