'use strict'

const path = require('node:path')
const fs = require('node:fs')
const { importDefault } = require('../next/import-default')
const { readPreviewProps } = require('../next/preview-props')

const globalName = '__incrementalCache'

// The value that code outside of a request's own storage finds under that name: the cache of the last
// request, or a function that creates it.
let current
let isPublished = false

function publish(cacheOrCreate) {
  if (!isPublished) {
    isPublished = true
    Object.defineProperty(globalThis, globalName, {
      configurable: true,
      enumerable: true,
      get() {
        if (typeof current === 'function') current = current()
        return current
      },
      set(value) {
        current = value
      }
    })
  }
  globalThis[globalName] = cacheOrCreate
}

/**
 * The incremental caches of requests: the data cache of `fetch` and what `revalidateTag` acts on. Each
 * request has one, as in Next's server; their storage is shared (cache-handler.js).
 */
class IncrementalCaches {
  #app
  #Class
  #options
  #ready

  /** @param {import('../app/context').AppContext} app */
  constructor(app) {
    const { config, serverDistDir, distDir } = app
    const prerenderManifest = JSON.parse(
      fs.readFileSync(path.join(distDir, 'prerender-manifest.json'), 'utf8')
    )
    this.#app = app
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
      previewProps: readPreviewProps(app)
    }
  }

  get isLoaded() {
    return this.#Class !== undefined
  }

  /** Loads what the other methods need. */
  load() {
    return (this.#ready ??= this.#load())
  }

  /** The cache of a request: `existing` if an earlier call of the same request has created one. */
  forRequest(req, existing) {
    if (existing) return existing
    const cache = this.#create(req)
    publish(cache)
    return cache
  }

  /** For outputs that create a cache themselves or need none: creates one if code asks for it. */
  offer(req) {
    publish(() => this.#create(req))
  }

  #create(req) {
    const cache = new this.#Class({ ...this.#options, requestHeaders: { ...req.headers } })
    cache.resetRequestCache()
    return cache
  }

  // An app of files and prerendered pages never needs this.
  async #load() {
    const { next } = this.#app
    this.#options.CurCacheHandler = await this.#loadUserHandlers()
    this.#options.fs = next.modules.nodeFs
    this.#Class = next.modules.IncrementalCache
  }

  /** Loads the handlers of the user's configuration; returns the class of `cacheHandler`. */
  async #loadUserHandlers() {
    const { next, config, distDir } = this.#app
    await registerUseCacheHandlers(next, config, distDir)
    return config.cacheHandler ? importDefault(distDir, config.cacheHandler) : undefined
  }
}

/** Registers `cacheHandlers` of the configuration, the stores of `'use cache'`, once per process. */
async function registerUseCacheHandlers(next, { cacheHandlers, cacheMaxMemorySize }, distDir) {
  if (!cacheHandlers) return
  const handlers = next.modules.useCacheHandlers
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
