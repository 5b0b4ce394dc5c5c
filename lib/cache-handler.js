'use strict'

// Keeps the core's copies of prerendered pages true. Next.js stores what it renders through a cache
// handler, taken from a global symbol; the one put there is the installed Next's own file system
// handler, plus a word to the core for every entry written and every tag revalidated. On disk and
// in memory everything stays as Next.js has it.

const { revalidated, stored } = require('./diagnostics')

const handlersSymbol = Symbol.for('@next/cache-handlers')
const registrySymbol = Symbol.for('next-native.cache-handlers')

// What the handler writes to disk in a form the core can read.
const storedKinds = new Set(['APP_PAGE', 'APP_ROUTE', 'PAGES'])

function isResponse(data, context) {
  return data?.kind !== 'FETCH' && context?.kind !== 'FETCH' && !context?.fetchCache
}

/**
 * A subclass of the installed handler that reports to every one of `cores`: several apps may serve
 * one folder.
 */
function createReportingClass(Base, cores) {
  return class NextNativeCacheHandler extends Base {
    #writesToDisk

    constructor(context) {
      super(context)
      this.#writesToDisk = Boolean(context.flushToDisk)
    }

    async set(key, data, context) {
      if (!isResponse(data, context)) return super.set(key, data, context)
      if (stored.hasSubscribers) stored.publish({ key, kind: data?.kind ?? null })
      let isStored = false
      for (const core of cores) core.beginUpdate(key)
      try {
        const result = await super.set(key, data, context)
        isStored = this.#writesToDisk && storedKinds.has(data?.kind) && !context?.isFallback
        return result
      } finally {
        const { revalidate = false, expire } = context?.cacheControl ?? {}
        for (const core of cores) core.endUpdate(key, isStored ? revalidate : undefined, expire)
      }
    }

    async revalidateTag(tags, durations) {
      const list = typeof tags === 'string' ? [tags] : tags
      if (revalidated.hasSubscribers) revalidated.publish({ tags: list, durations })
      const expire = durations ? durations.expire : 0
      if (list.length > 0) for (const core of cores) core.invalidateTags(list, expire)
      return super.revalidateTag(tags, durations)
    }
  }
}

/** What edge code and the proxy get, where there is no disk: nothing is stored. */
class EmptyCacheHandler {
  async get() {
    return null
  }
  async set() {}
  async revalidateTag() {}
  resetRequestCache() {}
}

const memoryCache = 'dist/server/lib/incremental-cache/memory-cache.external'
const fileSystemCache = 'dist/server/lib/incremental-cache/file-system-cache'

/**
 * The handlers of this process, by the folder they serve: the class behind the symbol is told the
 * folder at construction and picks the app's.
 */
class Registry {
  #apps = new Map()
  #owners = new Map()

  /** @param {object | undefined} previous what the symbol held before */
  constructor(previous) {
    const registry = this
    this.previous = previous
    this.handlers = {
      ...previous,
      FetchCache: class NextNativeFetchCache {
        constructor(context) {
          return registry.#create(context)
        }
      }
    }
  }

  add(site, core) {
    const { serverDistDir } = site
    const app = this.#apps.get(serverDistDir) ?? this.#createApp(site)
    app.cores.add(core)
    this.#apps.set(serverDistDir, app)
  }

  remove({ serverDistDir }, core) {
    const app = this.#apps.get(serverDistDir)
    app.cores.delete(core)
    if (app.cores.size === 0) this.#apps.delete(serverDistDir)
  }

  get isEmpty() {
    return this.#apps.size === 0
  }

  /**
   * In memory Next.js knows entries by path alone: a second folder gets a memory of its own, and so
   * does each of the builds that take turns, whose memory is to go with it.
   */
  #createApp({ next, serverDistDir, isCopy }) {
    if (!isCopy && !this.#owners.has(next.root)) this.#owners.set(next.root, serverDistDir)
    const { default: Base } =
      this.#owners.get(next.root) === serverDistDir
        ? next.require(fileSystemCache)
        : next.requireCopies([memoryCache, fileSystemCache])[1]
    const cores = new Set()
    return { Base, cores, Class: createReportingClass(Base, cores) }
  }

  #create(context) {
    if (!context.fs || !context.serverDistDir) return new EmptyCacheHandler()
    const app = this.#apps.get(context.serverDistDir)
    if (app) return new app.Class(context)
    // Not one of ours, such as a development server in the same process.
    const [other] = this.#apps.values()
    return new other.Base(context)
  }
}

/**
 * Puts the handler of an app in place. Returns a function that takes it away again, or undefined
 * when somebody else's handler is already there, which is then left alone.
 *
 * @param {import('./site').Site} site
 * @param {object} core the app's native server
 */
function injectCacheHandler(site, core) {
  if (hasForeignCacheHandler()) return undefined
  const registry = (globalThis[registrySymbol] ??= new Registry(globalThis[handlersSymbol]))
  globalThis[handlersSymbol] = registry.handlers
  registry.add(site, core)
  return () => {
    registry.remove(site, core)
    if (!registry.isEmpty || globalThis[registrySymbol] !== registry) return
    delete globalThis[registrySymbol]
    if (registry.previous) globalThis[handlersSymbol] = registry.previous
    else delete globalThis[handlersSymbol]
  }
}

/** Whether responses of this process go through a handler that is not ours. */
function hasForeignCacheHandler() {
  return Boolean(globalThis[handlersSymbol]?.FetchCache) && !globalThis[registrySymbol]
}

module.exports = { injectCacheHandler, hasForeignCacheHandler }
