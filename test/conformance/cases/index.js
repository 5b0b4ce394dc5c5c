'use strict'
// All cases by app, in the order they are run.

const { isDeepStrictEqual } = require('node:util')

const apps = [
  'app-only',
  'pages-only',
  'mixed',
  'base-path',
  'no-compress',
  'pages-404',
  'pages-500',
  'pages-error',
  'app-minimal',
  'beyond-core',
  'external-rewrites',
  'external-base-path',
  'custom-routes',
  'no-fs-routes',
  'trailing-slash',
  'skip-trailing-slash',
  'i18n',
  'i18n-no-detection',
  'base-path-i18n',
  'intercepting',
  'deployment-id',
  'skew-cookie',
  'images',
  'images-open',
  'images-uncached',
  'images-handler',
  'images-unoptimized',
  'images-loader',
  'images-base-path',
  'dynamic',
  'lifetimes',
  'lifetimes-pages',
  'lifetimes-short-expiry',
  'lifetimes-memory-only',
  'lifetimes-no-memory',
  'lifetimes-own-handlers',
  'lifetimes-pages-memory-only',
  'partial-prerendering',
  'edge-middleware',
  'node-proxy',
  'localized-proxy',
  'base-path-middleware',
  'raw-middleware',
  'edge-functions'
]

// The cases of `app`, given the facts of its build. A case that two lists have is run once; names
// select cases, so different ones may not share a name.
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

module.exports = { apps, casesOf }
