'use strict'
// What is asked for. A later bench adds rows here.

const rsc = { rsc: '1' }
const treePrefetch = {
  ...rsc,
  'next-router-prefetch': '1',
  'next-router-segment-prefetch': '/_tree'
}

// The field values of Accept-Encoding every scenario is run with; undefined sends no such field.
const codings = { none: undefined, browser: 'gzip, deflate, br' }

/**
 * - `path`, `headers`: the request.
 * - `status`: what every peer has to answer, 200 unless said.
 * - `isConditional`: ask with the entity tag of the answer; 304 is expected.
 * - `connections`: of the load, 16 unless said.
 * - `quick`: with which codings the quick run has it; none unless said.
 */
function scenariosOf({ buildId, chunkPath }) {
  const both = ['none', 'browser']
  return [
    { name: 'app page, 12 kB', path: '/small', quick: both },
    { name: 'app page, 110 kB', path: '/large', quick: ['browser'] },
    { name: 'app page with revalidate', path: '/isr' },
    { name: 'app page, 304', path: '/small', isConditional: true },
    { name: 'RSC payload', path: '/small', headers: rsc, quick: ['none'] },
    { name: 'segment prefetch', path: '/small', headers: treePrefetch },
    { name: 'pages SSG', path: '/ssg', quick: ['none'] },
    { name: '_next/data', path: `/_next/data/${buildId}/ssg.json` },
    { name: 'automatically static page', path: '/plain' },
    { name: '404 page', path: '/missing', status: 404 },
    { name: 'public file, 3 kB', path: '/drawing.svg', quick: ['none'] },
    { name: 'static chunk, 113 kB', path: chunkPath, quick: both },
    { name: 'static chunk, 304', path: chunkPath, isConditional: true },
    { name: 'public file, 5 MB', path: '/large.bin', connections: 4 },
    { name: 'API route', path: '/api/hello?name=bench', quick: ['none'] },
    { name: 'route handler', path: '/handler', quick: ['none'] },
    { name: 'app SSR', path: '/ssr', quick: ['none'] },
    { name: 'pages SSR', path: '/rendered', quick: ['none'] }
  ]
}

/** What is asked of the app with `count` rules of each kind (scaled-app.js); the last rule counts. */
function scaleScenariosOf(count) {
  const quick = ['none']
  const last = count - 1
  return [
    { name: 'app page, no rule matches', path: '/small', quick },
    { name: 'redirect', path: `/moved-${last}/a-post`, status: 308, quick },
    { name: 'rewrite to an app page', path: `/alias-${last}/a-post`, quick },
    { name: '404 page', path: '/missing', status: 404, quick }
  ]
}

module.exports = { codings, scaleScenariosOf, scenariosOf }
