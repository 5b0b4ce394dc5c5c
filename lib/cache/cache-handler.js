'use strict'

// Keeps the core's copies of prerendered pages true. Next.js stores what it renders through a cache
// handler, taken from a global symbol; the one put there is the installed Next's own file system
// handler, which also hands the core every response it stores and every tag that is revalidated. In
// memory and on disk everything stays as Next.js has it, only that files are replaced as a whole.

const { FileGroup, withAtomicWrites } = require('./atomic-files')
const { revalidated, stored } = require('../metrics/diagnostics')
const { createStoredResponses } = require('./stored-response')

const handlersSymbol = Symbol.for('@next/cache-handlers')
const registrySymbol = Symbol.for('next-native.cache-handlers')

// Written last: it says that the rest of a response is there.
const isMainFile = (file) => /\.(html|body)$/.test(file)

function isResponse(data, context) {
  return data?.kind !== 'FETCH' && context?.kind !== 'FETCH' && !context?.fetchCache
}

/**
 * A subclass of the installed handler that reports to every one of `cores`: several apps may serve
 * one folder.
 */
function createReportingClass(Base, toStoredResponse, cores) {
  return class NextNativeCacheHandler extends Base {
    #files
    #writesToDisk

    constructor(context) {
      super({ ...context, fs: withAtomicWrites(context.fs) })
      this.#files = context.fs
      this.#writesToDisk = Boolean(context.flushToDisk)
    }

    async set(key, data, context) {
      if (!isResponse(data, context)) return super.set(key, data, context)
      if (stored.hasSubscribers) stored.publish({ key, kind: data?.kind ?? null })
      const response = toStoredResponse(data, context)
      let isOnDisk = false
      // The base stores it in memory before it waits for anything: both know it from the same moment.
      for (const core of cores) core.beginUpdate(key, response)
      try {
        await this.#write(key, data, context)
        isOnDisk = this.#writesToDisk && response?.isWritten === true
      } finally {
        for (const core of cores) core.endUpdate(key, isOnDisk)
      }
    }

    /** The files of a response are put in place together. */
    async #write(key, data, context) {
      const group = new FileGroup(this.#files)
      const writer = Object.create(this, { fs: { value: group.methods } })
      try {
        await super.set.call(writer, key, data, context)
        group.publish(isMainFile)
      } finally {
        await group.discard()
      }
    }

    async revalidateTag(tags, durations) {
      const list = typeof tags === 'string' ? [tags] : tags
      if (revalidated.hasSubscribers) revalidated.publish({ tags: list, durations })
      for (const core of list.length > 0 ? cores : []) {
        if (durations) core.markTagsStale(list, durations.expire)
        else core.expireTags(list)
      }
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
 * folder at construction and picks the entry's.
 */
class Registry {
  #folders = new Map()
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

  add(app, core) {
    const { serverDistDir } = app
    const entry = this.#folders.get(serverDistDir) ?? this.#createEntry(app)
    entry.cores.add(core)
    this.#folders.set(serverDistDir, entry)
  }

  remove({ serverDistDir }, core) {
    const entry = this.#folders.get(serverDistDir)
    entry.cores.delete(core)
    if (entry.cores.size === 0) this.#folders.delete(serverDistDir)
  }

  get isEmpty() {
    return this.#folders.size === 0
  }

  /**
   * In memory Next.js knows entries by path alone: a second folder gets a memory of its own, and so
   * does each of the builds that take turns, whose memory is to go with it.
   */
  #createEntry({ next, config, serverDistDir, isCopy }) {
    if (!isCopy && !this.#owners.has(next.root)) this.#owners.set(next.root, serverDistDir)
    const isOwner = this.#owners.get(next.root) === serverDistDir
    const cores = new Set()
    let classes
    // Loads a good part of Next.js, which the first request shall not wait for.
    const load = () => {
      const { default: Base } = isOwner
        ? next.require(fileSystemCache)
        : next.requireCopies([memoryCache, fileSystemCache])[1]
      const toStoredResponse = createStoredResponses(next, config)
      return { Base, Class: createReportingClass(Base, toStoredResponse, cores) }
    }
    return { cores, classes: () => (classes ??= load()) }
  }

  #create(context) {
    if (!context.fs || !context.serverDistDir) return new EmptyCacheHandler()
    const entry = this.#folders.get(context.serverDistDir)
    if (entry) return new (entry.classes().Class)(context)
    // Not one of ours, such as a development server in the same process.
    const [other] = this.#folders.values()
    return new (other.classes().Base)(context)
  }
}

/**
 * Puts the handler of an entry in place. Returns a function that takes it away again, or undefined
 * when somebody else's handler is already there, which is then left alone.
 *
 * @param {import('../entry/context').AppContext} app
 * @param {object} core the entry's native server
 */
function injectCacheHandler(app, core) {
  if (hasForeignCacheHandler()) return undefined
  const registry = (globalThis[registrySymbol] ??= new Registry(globalThis[handlersSymbol]))
  globalThis[handlersSymbol] = registry.handlers
  registry.add(app, core)
  return () => {
    registry.remove(app, core)
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
