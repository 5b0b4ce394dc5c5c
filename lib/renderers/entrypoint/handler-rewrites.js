'use strict'

// Shortens the lists of rewrites that a compiled entrypoint goes through. For each request its handler
// compiles the source of every rewrite, to find out which parameters a rewrite may have put into the
// query (handleRewrites in dist/server/server-utils.js). With 1,000 rewrites that takes 3.4 ms. Most
// requests are for paths that no rewrite can match; for those the lists are empty.

const { RewriteIndex } = require('./rewrite-index')

const lists = ['beforeFiles', 'afterFiles', 'fallback']

// The results by manifest. All entrypoints of a build share one.
const shortened = new WeakMap()

/**
 * Returns a routes manifest whose lists of rewrites are shorter to code that iterates over them after
 * `select`, in the same turn of the event loop. Only handleRewrites does. To other code, and without
 * `select`, the lists are unchanged.
 *
 * @param {object} manifest as Next.js has loaded it
 * @returns {{ routesManifest: object, select(url: string): void } | null} null if no list can be
 *   shorter
 */
function shortenRewrites(manifest) {
  if (!shortened.has(manifest)) shortened.set(manifest, shorten(manifest))
  return shortened.get(manifest)
}

function shorten(manifest) {
  const all = lists.flatMap((list) => manifest.rewrites[list])
  const index = new RewriteIndex(all, manifest.i18n?.locales)
  if (!index.isUseful || index.general.length === all.length) return null
  const general = new Set(index.general)
  let isOnlyGeneral = false
  const withdraw = () => (isOnlyGeneral = false)

  const listOf = (rewrites) => {
    const left = rewrites.filter((rewrite) => general.has(rewrite))
    const list = Object.defineProperty([...rewrites], Symbol.iterator, {
      value() {
        return (isOnlyGeneral ? left : rewrites)[Symbol.iterator]()
      }
    })
    return Object.freeze(list)
  }
  const rewrites = Object.fromEntries(lists.map((name) => [name, listOf(manifest.rewrites[name])]))
  const select = (url) => {
    isOnlyGeneral = typeof url === 'string' && !index.mayMatch(url)
    if (isOnlyGeneral) queueMicrotask(withdraw)
  }
  const routesManifest = Object.freeze({ ...manifest, rewrites: Object.freeze(rewrites) })
  return { routesManifest, select }
}

module.exports = { shortenRewrites }
