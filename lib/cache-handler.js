'use strict'

// Keeps the core's copies of prerendered pages true. Next.js stores what it renders through a cache
// handler, taken from a global symbol; the one put there is the installed Next's own file system
// handler, plus a word to the core for every entry written and every tag revalidated. On disk and
// in memory everything stays as Next.js has it.

const handlersSymbol = Symbol.for('@next/cache-handlers')
const registrySymbol = Symbol.for('next-native.cache-handlers')

// Keys up to 16.2 are the page's path; later ones are `/route-cache/<KIND>/<hash>/$<path>`.
const scopeEnd = '/$/'

function pathOfKey(key) {
  const end = key.indexOf(scopeEnd)
  return end === -1 ? key : key.slice(end + scopeEnd.length - 1)
}

function kindOfKey(key) {
  return /^\/route-cache\/([A-Z_]+)\//.exec(key)?.[1] ?? ''
}

/** A subclass of the installed handler that reports to `core`. */
function createReportingClass(Base, core) {
  return class NextNativeCacheHandler extends Base {
    async set(key, data, context) {
      const kind = data?.kind ?? context?.kind ?? kindOfKey(key)
      if (kind !== 'FETCH' && !context?.fetchCache) core.invalidate(kind, pathOfKey(key))
      return super.set(key, data, context)
    }

    async revalidateTag(tags, ...durations) {
      const list = typeof tags === 'string' ? [tags] : tags
      if (list.length > 0) core.invalidateTags(list)
      return super.revalidateTag(tags, ...durations)
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

const baseRequests = [
  'dist/server/lib/incremental-cache/tags-manifest.external',
  'dist/server/lib/incremental-cache/memory-cache.external',
  'dist/server/lib/incremental-cache/file-system-cache'
]

/**
 * The handlers of this process, by the folder they serve: the class behind the symbol is told the
 * folder at construction and picks the app's.
 */
class Registry {
  #classes = new Map()
  #bases = new Map()

  /** The file system handler for an app: the second app of one installation gets its own state. */
  #baseFor(next, serverDistDir) {
    const owner = this.#bases.get(next.root)
    if (owner === undefined || owner === serverDistDir) {
      this.#bases.set(next.root, serverDistDir)
      return next.require(baseRequests[2]).default
    }
    return next.requireCopies(baseRequests).at(-1).default
  }

  add({ next, serverDistDir }, core) {
    this.#classes.set(serverDistDir, createReportingClass(this.#baseFor(next, serverDistDir), core))
  }

  remove(serverDistDir) {
    this.#classes.delete(serverDistDir)
    return this.#classes.size
  }

  create(context) {
    if (!context.fs || !context.serverDistDir) return new EmptyCacheHandler()
    const Class = this.#classes.get(context.serverDistDir) ?? this.#anyBase()
    return new Class(context)
  }

  /** For a folder that is not ours, such as that of a development server beside us. */
  #anyBase() {
    const [first] = this.#classes.values()
    return Object.getPrototypeOf(first)
  }
}

function createRoutingClass(registry) {
  return class NextNativeFetchCache {
    constructor(context) {
      return registry.create(context)
    }
  }
}

/**
 * Puts the handler of an app in place. Returns a function that takes it away again, or undefined
 * when somebody else's handler is already there, which is then left alone.
 *
 * @param {import('./site').Site} site
 * @param {{ invalidate(kind: string, path: string): void, invalidateTags(tags: string[]): void }} core
 */
function injectCacheHandler(site, core) {
  const present = globalThis[handlersSymbol]
  if (present?.FetchCache && !globalThis[registrySymbol]) return undefined
  const registry = (globalThis[registrySymbol] ??= new Registry())
  if (!present?.FetchCache) {
    globalThis[handlersSymbol] = { ...present, FetchCache: createRoutingClass(registry) }
  }
  registry.add(site, core)
  return () => {
    if (registry.remove(site.serverDistDir) > 0) return
    delete globalThis[registrySymbol]
    if (present) globalThis[handlersSymbol] = present
    else delete globalThis[handlersSymbol]
  }
}

/** Whether responses of this process go through a handler that is not ours. */
function hasForeignCacheHandler() {
  return Boolean(globalThis[handlersSymbol]?.FetchCache) && !globalThis[registrySymbol]
}

module.exports = { injectCacheHandler, hasForeignCacheHandler, pathOfKey }
