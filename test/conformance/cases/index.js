'use strict'
// All cases by app. Those that take longest come first: no app is left to run alone at the end.

const { isDeepStrictEqual } = require('node:util')

const apps = [
  'dynamic',
  'node-proxy',
  'lifetimes',
  'edge-middleware',
  'lifetimes-short-expiry',
  'lifetimes-no-memory',
  'lifetimes-pages',
  'i18n',
  'custom-routes',
  'partial-prerendering',
  'app-only',
  'external-rewrites',
  'lifetimes-own-handlers',
  'images',
  'images-open',
  'lifetimes-memory-only',
  'edge-functions',
  'lifetimes-pages-memory-only',
  'pages-only',
  'mixed',
  'base-path',
  'no-compress',
  'pages-404',
  'pages-500',
  'pages-error',
  'app-minimal',
  'beyond-core',
  'external-base-path',
  'no-fs-routes',
  'trailing-slash',
  'skip-trailing-slash',
  'i18n-no-detection',
  'base-path-i18n',
  'intercepting',
  'deployment-id',
  'skew-cookie',
  'images-uncached',
  'images-handler',
  'images-unoptimized',
  'images-loader',
  'images-base-path',
  'localized-proxy',
  'base-path-middleware',
  'raw-middleware',
  'proxy-pages-500',
  'middleware-app-minimal',
  'broken-middleware'
]

// In a sample, these apps run one of so many cases: their cases repeat a long list, or mostly wait
// for time to pass.
const sampled = {
  'edge-middleware': 3,
  'node-proxy': 3,
  'localized-proxy': 3,
  'base-path-middleware': 3,
  'raw-middleware': 3,
  lifetimes: 4,
  'lifetimes-pages': 4
}

/** Returns the cases to run: all, or with CONFORMANCE=sample a sample short enough for CI. */
function casesToRun(app, facts) {
  const cases = casesOf(app, facts)
  const one = process.env.CONFORMANCE === 'sample' ? (sampled[app] ?? 1) : 1
  return cases.filter((_, index) => index % one === 0)
}

// Returns the cases of `app`, given the facts of its build. A case that occurs twice is run once.
// Names select cases, so different cases must not have the same name.
function casesOf(app, facts) {
  const byName = new Map()
  for (const testCase of require(`./${app}`)(facts)) {
    const known = byName.get(testCase.name)
    if (known && !isDeepStrictEqual(known, testCase)) {
      throw new Error(`two cases of ${app} are called ${testCase.name}`)
    }
    byName.set(testCase.name, testCase)
  }
  return [...byName.values()]
}

module.exports = { apps, casesOf, casesToRun }
