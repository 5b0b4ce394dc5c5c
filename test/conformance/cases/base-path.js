'use strict'
// basePath, assetPrefix and trailingSlash together.

const { each, methods, one, rsc, vary } = require('../support/case')
const { serverCases } = require('./server-js')

const base = '/harbour'

const inside = [
  '/',
  '',
  '/?x=1',
  '?x=1',
  '/small/',
  '/small',
  '/small?x=1',
  '/small//',
  '//small/',
  '/blog/first/',
  '/blog/first',
  '/blog/with.dot',
  '/blog/with.dot/',
  '/blog/new/',
  '/dynamic/?a=1',
  '/dynamic?a=%C3%BC&a=2',
  '/go/',
  '/api/echo/',
  '/api/echo',
  '/api/pages/?x=1',
  '/api/pages',
  '/pages-static/',
  '/pages-static',
  '/ssg/1/',
  '/ssg/1',
  '/ssg/2/',
  '/ssr/?a=1',
  '/ssr?a=1',
  '/plain.txt',
  '/plain.txt/',
  '/no-extension',
  '/no-extension/',
  '/nested/index.html',
  '/nested/',
  '/nowhere/',
  '/nowhere',
  '/nowhere.txt',
  '/nowhere.txt/',
  '/.well-known/x',
  '/404/',
  '/harbour/small/',
  '/%73mall/',
  '/small/%',
  '/small\\'
]

const outside = [
  '/',
  '/small/',
  '/small',
  '/plain.txt',
  '/harbou',
  '/harbourx/',
  '/harbour%2fsmall/',
  '/%68arbour/small/',
  '/HARBOUR/small/',
  '/nowhere',
  '//harbour/small/',
  '/assets/',
  '/assets/plain.txt',
  '/api/echo/'
]

module.exports = ({ script, buildId, buildManifest }) => [
  ...each(inside.map((path) => base + path)),
  ...each(outside),
  ...each([
    script,
    `${base}${script}`,
    `/assets${script}`,
    `${base}/assets${script}`,
    `/assets${base}${script}`
  ]),
  ...each([`${base}${script}`, `/assets${script}`], { headers: { 'Accept-Encoding': 'gzip' } }),
  ...each([
    `/assets${buildManifest}`,
    `${base}${buildManifest}`,
    `${base}/_next/static/missing.js`,
    '/assets/_next/static/no.js'
  ]),
  ...['ssg/1', 'ssr', 'pages-static', 'nowhere', 'ssg/9'].flatMap((name) =>
    [
      `${base}/_next/data/${buildId}/${name}.json`,
      `/_next/data/${buildId}/${name}.json`,
      `/assets/_next/data/${buildId}/${name}.json`,
      `${base}/_next/data/${buildId}/${name}.json/`
    ].map((path) => one(path, { name: `data ${path.replace(buildId, '<id>')}` }))
  ),
  ...vary(`${base}/small/`, [
    rsc(),
    { ...rsc(), rsc: 'right' },
    { ...rsc({ 'Next-Router-Prefetch': '1' }), rsc: 'right' },
    {
      ...rsc({ 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }),
      rsc: 'right'
    }
  ]),
  ...vary(`${base}/small`, [rsc(), { ...rsc(), rsc: 'right' }]),
  ...each([`${base}/dynamic/`, `${base}/blog/first/`], { headers: { RSC: '1' }, rsc: 'right' }),
  ...[
    '/small/',
    '/small',
    '/dynamic/',
    '/api/echo/',
    '/api/pages/',
    '/nowhere/',
    '/plain.txt'
  ].flatMap((path) => methods(base + path, ['HEAD', 'OPTIONS', 'POST'])),
  ...serverCases({
    fixed: `${base}/small/`,
    dynamic: `${base}/dynamic/`,
    incremental: `${base}/blog/first/`,
    file: `${base}/plain.txt`
  })
]
