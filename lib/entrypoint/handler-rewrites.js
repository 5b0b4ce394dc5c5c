'use strict'

// The rewrites that a compiled entrypoint goes through. Its handler compiles the source of every
// rewrite for each request, to find out which parameters a rewrite may have put into the query
// (handleRewrites of dist/server/server-utils.js): 3.4 ms of a request with 1,000 of them. Most
// requests are for paths that none of them can match; for those the lists are empty.
//
// The handler takes the rewrites from the routes manifest in a cache that all modules of Next.js
// share (dist/server/load-manifest.external.js). Nothing else in it reads their lists but
// isInterceptionRouteRewrite in RouteModule.loadManifests, which goes by the index; handleRewrites
// iterates.

const { AsyncLocalStorage } = require('node:async_hooks')
const path = require('node:path')
const { RewriteIndex } = require('./rewrite-index')

const lists = ['beforeFiles', 'afterFiles', 'fallback']

// So few cost less than telling requests apart.
const fewRewrites = 8

class HandlerRewrites {
  #next
  #file
  #index
  #manifest
  #isOnlyGeneral = new AsyncLocalStorage()

  /** @param {import('../site').Site} site */
  constructor({ next, distDir }) {
    this.#next = next
    this.#file = path.join(distDir, 'routes-manifest.json')
  }

  /** Calls an entrypoint for a request with this URL: what `handler` returns. */
  call(url, handler) {
    if (this.#index === undefined) this.#index = this.#install()
    if (!this.#index || this.#index.mayMatch(url)) return handler()
    return this.#isOnlyGeneral.run(true, handler)
  }

  /** Gives other servers of the process the manifest as it is on disk. */
  restore() {
    const { clearManifestCache, loadManifest } = this.#cache
    if (this.#index && loadManifest(this.#file) === this.#manifest) clearManifestCache(this.#file)
    this.#index = null
  }

  get #cache() {
    return this.#next.require('dist/server/load-manifest.external')
  }

  /** Returns the index of the rewrites; null where it is of no use. */
  #install() {
    const manifest = this.#cache.loadManifest(this.#file)
    const rewrites = lists.flatMap((list) => manifest.rewrites[list])
    if (rewrites.length <= fewRewrites) return null
    const index = new RewriteIndex(rewrites, manifest.i18n?.locales)
    if (!index.isUseful) return null
    this.#put({ ...manifest, rewrites: this.#listsOf(manifest.rewrites, new Set(index.general)) })
    return index
  }

  /** Lists that are shorter to who iterates over them on behalf of such a request. */
  #listsOf(rewrites, general) {
    const isOnlyGeneral = this.#isOnlyGeneral
    const short = (list) => {
      const left = list.filter((rewrite) => general.has(rewrite))
      return Object.defineProperty([...list], Symbol.iterator, {
        value() {
          return (isOnlyGeneral.getStore() ? left : list)[Symbol.iterator]()
        }
      })
    }
    return Object.fromEntries(lists.map((name) => [name, short(rewrites[name])]))
  }

  /** The cache holds only what it has parsed itself: it parses the file, and gets this. */
  #put(manifest) {
    const { clearManifestCache, loadManifest } = this.#cache
    clearManifestCache(this.#file)
    this.#manifest = manifest
    const { parse } = JSON
    JSON.parse = () => manifest
    try {
      loadManifest(this.#file)
    } finally {
      JSON.parse = parse
    }
  }
}

module.exports = { HandlerRewrites }
