'use strict'

const path = require('node:path')
const fs = require('node:fs')
const { importDefault } = require('./import-default')
const { readPreviewProps } = require('./preview-props')

/**
 * The incremental cache of a request: the data cache of `fetch` and what `revalidateTag` acts on.
 * One is made per request, as Next's server does; its storage is shared (lib/cache-handler.js).
 */
class IncrementalCaches {
  #site
  #Class
  #options
  #ready

  /** @param {import('../site').Site} site */
  constructor(site) {
    const { config, serverDistDir, distDir } = site
    const prerenderManifest = JSON.parse(
      fs.readFileSync(path.join(distDir, 'prerender-manifest.json'), 'utf8')
    )
    this.#site = site
    this.#options = {
      dev: false,
      minimalMode: false,
      serverDistDir,
      allowedRevalidateHeaderKeys: config.experimental.allowedRevalidateHeaderKeys,
      fetchCacheKeyPrefix: config.experimental.fetchCacheKeyPrefix,
      maxMemoryCacheSize: config.cacheMaxMemorySize,
      flushToDisk: config.experimental.isrFlushToDisk,
      locales: config.i18n?.locales,
      prerenderManifest,
      getPrerenderManifest: () => prerenderManifest,
      previewProps: readPreviewProps(site)
    }
  }

  /** Makes the cache of a request, unless an earlier call of the same request has made it. */
  async forRequest(req, existing) {
    if (existing) return existing
    this.#ready ??= this.#load()
    const CurCacheHandler = await this.#ready
    const requestHeaders = { ...req.headers }
    const cache = new this.#Class({ ...this.#options, requestHeaders, CurCacheHandler })
    cache.resetRequestCache()
    globalThis.__incrementalCache = cache
    return cache
  }

  // What an app of files and prerendered pages never needs.
  #load() {
    const { next } = this.#site
    this.#Class = next.require('dist/server/lib/incremental-cache').IncrementalCache
    this.#options.fs = next.require('dist/server/lib/node-fs-methods').nodeFs
    return this.#loadUserHandlers()
  }

  /** The handlers that the user's configuration brings; returns the class of `cacheHandler`. */
  async #loadUserHandlers() {
    const { next, config, distDir } = this.#site
    await registerUseCacheHandlers(next, config, distDir)
    return config.cacheHandler ? importDefault(distDir, config.cacheHandler) : undefined
  }
}

/** `cacheHandlers` of the configuration: the stores of `'use cache'`, once per process. */
async function registerUseCacheHandlers(next, { cacheHandlers, cacheMaxMemorySize }, distDir) {
  if (!cacheHandlers) return
  const handlers = next.require('dist/server/use-cache/handlers')
  const register = async () => {
    for (const [kind, file] of Object.entries(cacheHandlers)) {
      if (file) handlers.setCacheHandler(kind, await importDefault(distDir, file))
    }
  }
  const isFirst = handlers.initializeCacheHandlers(cacheMaxMemorySize)
  if (handlers.registerCustomCacheHandlers) await handlers.registerCustomCacheHandlers(register)
  else if (isFirst) await register()
}

module.exports = { IncrementalCaches }
