'use strict'

// How next-native gets its cache handler into Next.js, which takes the class of its handlers from a
// global symbol. Several apps may share a process, and several apps may serve one folder. The class
// behind the symbol is told the folder at construction and picks the handler of that folder.

const handlersSymbol = Symbol.for('@next/cache-handlers')
const registrySymbol = Symbol.for('next-native.cache-handlers')

/** The handler of edge code and of the proxy, which have no disk: it stores nothing. */
class EmptyCacheHandler {
  async get() {
    return null
  }
  async set() {}
  async revalidateTag() {}
  resetRequestCache() {}
}

/**
 * A folder that is served.
 *
 * @typedef {object} Folder
 * @property {Set<object>} cores the native servers that serve it
 * @property {() => { Base: Function, Handler: Function }} classes Next's handler and the one that
 *   takes its place; loaded at the first call
 */

class Registry {
  #folders = new Map()
  // The folder that uses the memory of the shared FileSystemCache, by installation of Next.js.
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

  add(app, core, createClass) {
    const { serverDistDir } = app
    const folder = this.#folders.get(serverDistDir) ?? this.#createFolder(app, createClass)
    folder.cores.add(core)
    this.#folders.set(serverDistDir, folder)
  }

  remove({ serverDistDir }, core) {
    const folder = this.#folders.get(serverDistDir)
    folder.cores.delete(core)
    if (folder.cores.size === 0) this.#folders.delete(serverDistDir)
  }

  get isEmpty() {
    return this.#folders.size === 0
  }

  /**
   * Next's handler knows entries in memory by path alone. A second folder gets a memory of its own,
   * and so does a copy of a build, whose memory has to go with it.
   *
   * @returns {Folder}
   */
  #createFolder({ next, serverDistDir, isCopy }, createClass) {
    if (!isCopy && !this.#owners.has(next.root)) this.#owners.set(next.root, serverDistDir)
    const isOwner = this.#owners.get(next.root) === serverDistDir
    const cores = new Set()
    let classes
    // Loads a good part of Next.js, which must not delay the first request.
    const load = () => {
      const { modules } = next
      const Base = isOwner ? modules.FileSystemCache : modules.copyFileSystemCache()
      return { Base, Handler: createClass(Base, cores) }
    }
    return { cores, classes: () => (classes ??= load()) }
  }

  #create(context) {
    if (!context.fs || !context.serverDistDir) return new EmptyCacheHandler()
    const folder = this.#folders.get(context.serverDistDir)
    if (folder) return new (folder.classes().Handler)(context)
    // A folder that next-native does not serve, such as one of a development server beside it.
    const [other] = this.#folders.values()
    return new (other.classes().Base)(context)
  }
}

/**
 * Puts the cache handler of an app in place.
 *
 * @param {import('../app/context').AppContext} app
 * @param {object} core the app's native server
 * @param {(Base: Function, cores: Set<object>) => Function} createClass makes a subclass of Next's
 *   handler that reports to all of `cores`
 * @returns {(() => void) | undefined} removes it; undefined where another handler is in place, which
 *   is left alone
 */
function injectCacheHandler(app, core, createClass) {
  if (hasForeignCacheHandler()) return undefined
  const registry = (globalThis[registrySymbol] ??= new Registry(globalThis[handlersSymbol]))
  globalThis[handlersSymbol] = registry.handlers
  registry.add(app, core, createClass)
  return () => {
    registry.remove(app, core)
    if (!registry.isEmpty || globalThis[registrySymbol] !== registry) return
    delete globalThis[registrySymbol]
    if (registry.previous) globalThis[handlersSymbol] = registry.previous
    else delete globalThis[handlersSymbol]
  }
}

/** True if responses of this process go through a handler of another package. */
function hasForeignCacheHandler() {
  return Boolean(globalThis[handlersSymbol]?.FetchCache) && !globalThis[registrySymbol]
}

module.exports = { hasForeignCacheHandler, injectCacheHandler }
