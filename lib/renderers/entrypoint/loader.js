'use strict'

const fs = require('node:fs')
const { setImmediate: turn } = require('node:timers/promises')
const { createRequire } = require('node:module')
const path = require('node:path')
const { cacheRouteModule } = require('./route-module')

// The manifest has this in place of a file for outputs of the edge runtime.
const noCode = 'app-edge-has-no-entrypoint'

/** Loads compiled entrypoints, each once. A module with top-level await is a promise. */
class EntrypointLoader {
  #app
  #requireFromBuild
  #modules = new Map()
  #ready = new Map()
  #pages
  #stopped = false

  /** @param {import('../../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
    // Not the `require` of this file, which would keep a reference to every module that it loads.
    this.#requireFromBuild = createRequire(path.join(app.serverDistDir, 'server.js'))
    this.#pages = readManifest(app, 'pages-manifest.json')
  }

  /** The module of an output, ready to be called; a promise until it is loaded. */
  load({ kind, file }) {
    return this.#ready.get(file) ?? this.#loadReady(kind, file)
  }

  async #loadReady(kind, file) {
    const files = kind === 'pages' ? [this.#pages['/_document'], this.#pages['/_app']] : []
    const modules = await Promise.all([...files, file].map((name) => this.#load(name)))
    const entrypoint = modules.at(-1)
    this.#ready.set(file, entrypoint)
    return entrypoint
  }

  /**
   * Loads all of them. App entrypoints patch `fetch`, before user code can. The request that needs a
   * file reports its failure.
   *
   * @returns {Promise<{ file: string, error: unknown }[]>} the files that failed
   */
  async preloadAll() {
    const failures = []
    for (const file of Object.values(this.#pages)) {
      if (file.endsWith('.js')) await this.#preload(file, failures)
    }
    for (const file of Object.values(readManifest(this.#app, 'app-paths-manifest.json'))) {
      if (file !== noCode) (await this.#preload(file, failures))?.patchFetch?.()
    }
    return failures
  }

  stop() {
    this.#stopped = true
  }

  // Waits for a turn of the event loop before each file: loading one takes milliseconds.
  async #preload(file, failures) {
    await turn()
    if (this.#stopped) return undefined
    try {
      return await this.#load(file)
    } catch (error) {
      failures.push({ file, error })
      return undefined
    }
  }

  #load(file) {
    if (file === undefined) return undefined
    const known = this.#modules.get(file)
    if (known) return known
    const loaded = this.#require(file)
    this.#modules.set(file, loaded)
    // The next request tries again.
    loaded.catch(() => this.#modules.delete(file))
    return loaded
  }

  async #require(file) {
    const entrypoint = await this.#requireFromBuild(path.join(this.#app.serverDistDir, file))
    cacheRouteModule(entrypoint, () => this.#app.next.modules.loadedApiRouteModules())
    return entrypoint
  }
}

function readManifest(app, name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(app.serverDistDir, name), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

module.exports = { EntrypointLoader }
