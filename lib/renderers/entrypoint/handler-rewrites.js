'use strict'

// The rewrites that a compiled entrypoint goes through. Its handler compiles the source of every
// rewrite for each request, to find out which parameters a rewrite may have put into the query
// (handleRewrites of dist/server/server-utils.js): 3.4 ms of a request with 1,000 of them. Most
// requests are for paths that none of them can match; for those the lists are empty.

const { RewriteIndex } = require('./rewrite-index')

const lists = ['beforeFiles', 'afterFiles', 'fallback']

// By the manifest, which all entrypoints of a build share.
const shortened = new WeakMap()

/**
 * A routes manifest whose lists of rewrites are shorter to who iterates over them, as only
 * handleRewrites does, after `select` in the same turn of the event loop. Without `select`, and to
 * all else, they are what they were.
 *
 * @param {object} manifest as Next.js has loaded it
 * @returns {{ routesManifest: object, select(url: string): void } | null} null where no list can be
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
