'use strict'
// The requests of the bench, and the targets for their cost.

const path = require('node:path')

const rsc = { rsc: '1' }
const treePrefetch = {
  ...rsc,
  'next-router-prefetch': '1',
  'next-router-segment-prefetch': '/_tree'
}

// The values of Accept-Encoding that every scenario runs with; undefined sends no such field.
const codings = { none: undefined, browser: 'gzip, deflate, br' }

const postCount = 1000

// A target that is the same for both codings.
const always = (ratio) => ({ none: ratio, browser: ratio })

/**
 * The scenarios of the app, in the order of the report.
 *
 * - `path`, `headers`: the request. `paths`: requested in turn; `path` is one of them.
 * - `status`: the status that every peer must answer with; the default is 200.
 * - `isConditional`: sends the entity tag of the answer and expects 304.
 * - `connections`: of the load; the default is 16.
 * - `quick`: the codings that the quick run uses; the default is none.
 * - `file`: below the app, the file that a file server sends; nginx is then loaded as well.
 * - `isRendered`: the build's handler answers; it is then called directly as well.
 * - `target`: by coding, the least ratio of the CPU time of `next` to that of next-native.
 * - `throughput`: the same for requests per second of next-native to those of `next`.
 * - `overDirect`: the highest ratio of next-native's CPU time to that of the direct call.
 */
function scenariosOf({ buildId, chunkPath }) {
  const both = ['none', 'browser']
  const page = (name) => path.join('.next', 'server', 'app', `${name}.html`)
  const chunk = path.join('.next', chunkPath.replace('/_next/', ''))
  const blog = Array.from({ length: postCount }, (_, index) => `/blog/post-${index}`)
  const image = '/_next/image?url=%2Fphoto.png&w=640&q=75'
  return [
    {
      name: 'app page, 12 kB',
      path: '/small',
      file: page('small'),
      quick: both,
      target: { none: 14, browser: 30 }
    },
    {
      name: 'app page, 110 kB',
      path: '/large',
      file: page('large'),
      quick: ['browser'],
      target: { none: 14, browser: 110 }
    },
    { name: 'app page with revalidate', path: '/isr', target: { none: 14, browser: 30 } },
    {
      name: '1,000 pages of a blog in turn',
      path: blog[0],
      paths: blog,
      quick: ['none'],
      target: { none: 14, browser: 30 }
    },
    { name: 'app page, 304', path: '/small', isConditional: true, target: always(13) },
    { name: 'RSC payload', path: '/small', headers: rsc, quick: ['none'], target: always(20) },
    { name: 'segment prefetch', path: '/small', headers: treePrefetch, target: always(16) },
    { name: 'pages SSG', path: '/ssg', quick: ['none'], target: always(13) },
    { name: '_next/data', path: `/_next/data/${buildId}/ssg.json`, target: always(13) },
    { name: 'automatically static page', path: '/plain', target: always(13) },
    { name: '404 page', path: '/missing', status: 404, target: always(13) },
    {
      name: 'public file, 3 kB',
      path: '/drawing.svg',
      file: path.join('public', 'drawing.svg'),
      quick: ['none'],
      target: { none: 8, browser: 14 }
    },
    {
      name: 'static chunk, 113 kB',
      path: chunkPath,
      file: chunk,
      quick: both,
      target: { none: 7, browser: 120 }
    },
    {
      name: 'static chunk, 304',
      path: chunkPath,
      file: chunk,
      isConditional: true,
      target: always(13)
    },
    {
      name: 'public file, 5 MB',
      path: '/large.bin',
      file: path.join('public', 'large.bin'),
      connections: 4,
      target: always(1 / 0.6),
      throughput: 1.5
    },
    { name: 'redirect', path: '/moved/a', status: 308, quick: ['none'], target: always(4) },
    { name: 'rewrite to a static page', path: '/alias/a', quick: ['none'], target: always(15) },
    {
      name: 'cached image',
      path: image,
      headers: { accept: 'image/webp,*/*' },
      quick: ['none'],
      target: always(6)
    },
    {
      name: 'API route',
      path: '/api/hello?name=bench',
      isRendered: true,
      quick: ['none'],
      target: always(2)
    },
    {
      name: 'route handler',
      path: '/handler',
      isRendered: true,
      quick: ['none'],
      target: always(1.5),
      overDirect: 1.05
    },
    {
      name: 'app SSR',
      path: '/ssr',
      isRendered: true,
      quick: ['none'],
      target: always(1),
      overDirect: 1.03
    },
    {
      name: 'pages SSR',
      path: '/rendered',
      isRendered: true,
      quick: ['none'],
      target: always(1),
      overDirect: 1.03
    }
  ]
}

/** The scenarios of the app with `count` rules of each kind (scaled-app.js). */
function scaleScenariosOf(count) {
  const quick = ['none']
  const last = count - 1
  return [
    { name: 'app page, no rule matches', path: '/small', quick, target: { none: 60 } },
    { name: 'public file, no rule matches', path: '/drawing.svg', quick, target: { none: 60 } },
    { name: 'API route, no rule matches', path: '/api/hello', quick, target: { none: 15 } },
    { name: 'last dynamic route', path: '/api/last/a-post', quick, target: { none: 10 } },
    { name: 'redirect', path: `/moved-${last}/a-post`, status: 308, quick },
    { name: 'rewrite to an app page', path: `/alias-${last}/a-post`, quick },
    { name: '404 page', path: '/missing', status: 404, quick }
  ]
}

module.exports = { codings, scaleScenariosOf, scenariosOf }
