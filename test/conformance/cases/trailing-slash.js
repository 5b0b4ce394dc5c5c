'use strict'
// trailingSlash: which paths are redirected, and rules with and without the slash. The app with
// skipTrailingSlashRedirect has the same cases.

const { each, methods, one, rsc, sequence } = require('../support/case')
const { serverCases } = require('./server-js')

const names = [
  'static',
  'ssr',
  'ssg/one',
  'ssg/new',
  'ssg/missing',
  'tree/a/b',
  'tree/a.b',
  'tree/a.b/c',
  'tree/with%20space',
  'tree/a%2Fb',
  'tree/a%2Eb',
  'tree/.hidden',
  'tree/a.',
  'small',
  'blog/first',
  'blog/new',
  'blog/with.dot',
  'api/echo',
  'api/handler',
  'api/nowhere',
  'nowhere',
  'nowhere/deep',
  'nowhere.txt',
  'plain.txt',
  'no-extension',
  'nested',
  'nested/index.html',
  'nested/file.txt',
  '.well-known',
  '.well-known/made',
  '.well-known/security.txt',
  '.well-known/nowhere',
  '.well-knownx/nowhere',
  '404',
  '500',
  '_error',
  '_next/image',
  '_next/nowhere',
  '_next/static/missing.js',
  'old',
  'old-slash',
  'old/1',
  'old-file/plain.txt',
  'away/1',
  'away/a.b',
  'query/1',
  'before',
  'before-slash',
  'before/1',
  'after',
  'after-slash',
  'after/one',
  'after/new-after',
  'after-tree',
  'after-tree/a/b',
  'after-blog/first',
  'after-small',
  'after-file',
  'after-file-slash',
  'after-api',
  'fallback',
  'fallback/a/b',
  'fallback/a.b',
  'STATIC',
  '%73tatic',
  'static%2F',
  'static;x',
  '%zz',
  'tree/%zz'
]

const odd = [
  '/',
  '',
  '?x=1',
  '/?',
  '/?x=1',
  '//',
  '/static//',
  '/static///?x=1',
  '//static',
  '//static/',
  '/static?x=1',
  '/static?',
  '/static/?x=1&y=%C3%BC',
  '/static?x=%C3%BC+%20%26&x=2',
  '/static?a=/b/',
  '/static\\',
  '/static/\\',
  '/tree/../static',
  '/tree/%2e%2e/static/',
  '/static/.',
  '/static/..',
  '/tree/a//b',
  '/tree/%C3%BC',
  '/tree/ü',
  '/ssr?missing=1',
  '/ssr/?missing=1',
  '/ssr/?moved=1',
  'http://fixture.test:4000/static',
  'http://other.test/static/'
]

const data = ['ssr', 'ssg/one', 'ssg/data-new', 'static', 'nowhere', 'tree/a/b', 'after/one']

module.exports = ({ buildId, buildManifest, script }) => [
  ...each(names.flatMap((name) => [`/${name}`, `/${name}/`])),
  ...each(odd.map((path) => Buffer.from(path).toString('latin1'))),
  ...each([script, `${script}/`, buildManifest]),
  ...data.flatMap((name) =>
    ['', '/', '?x=1', '/?x=1'].flatMap((end) => {
      const path = `/_next/data/${buildId}/${name}.json${end}`
      return [
        one(path, { name: `data of ${name}${end}` }),
        one(path, {
          name: `data of ${name}${end}, asked by the router`,
          headers: { 'x-nextjs-data': '1' }
        })
      ]
    })
  ),
  one(`/_next/data/${buildId}/index.json`, { name: 'data of index' }),
  one(`/_next/data/${buildId}/`, { name: 'data of nothing' }),
  ...['/static', '/static/', '/api/echo', '/api/echo/', '/old/1/', '/plain.txt/'].flatMap((path) =>
    methods(path)
  ),
  ...['/small', '/small/', '/blog/first/', '/after-small', '/after-small/'].flatMap((path) => [
    one(path, rsc()),
    one(path, { ...rsc(), rsc: 'right' })
  ]),
  ...each(['/static', '/static/', '/plain.txt/'], {
    headers: { 'Accept-Encoding': 'gzip', 'x-nextjs-data': '1' }
  }),
  sequence('a page made for one spelling serves the other', [
    '/ssg/kept/',
    '/ssg/kept',
    '/after/kept/',
    '/after/kept',
    { path: '/ssg/kept/', ifNoneMatch: 0 }
  ]),
  ...serverCases({
    fixed: '/static/',
    dynamic: '/ssr/',
    incremental: '/ssg/one/',
    file: '/plain.txt'
  })
]
