'use strict'

const fs = require('node:fs')
const path = require('node:path')

/** Runs what a build has compiled for the edge runtime in Next's sandbox. */
class EdgeSandbox {
  #app
  #manifest

  /** @param {import('../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
  }

  /** The entry of the build's middleware; undefined if that is not for the edge runtime. */
  get middleware() {
    return this.#entryOf(this.#read().middleware['/'])
  }

  /** The entry of a page, a route handler or an API route by its name. */
  function(page) {
    return this.#entryOf(this.#read().functions[page])
  }

  /**
   * Calls `entry` with `request` (runMiddleware and runEdgeFunction in dist/server/next-server.js).
   *
   * @returns {Promise<{ response: Response, waitUntil: Promise<void> }>}
   */
  run(entry, request, incrementalCache) {
    return this.#app.sandbox.run({ ...this.#paramsOf(entry), request, incrementalCache })
  }

  /** Evaluates `entry`, so that no request waits for it. */
  async load(entry) {
    await this.#app.sandbox.getRuntimeContext(this.#paramsOf(entry))
  }

  #paramsOf(entry) {
    const { distDir, config, deploymentId } = this.#app
    return {
      distDir,
      name: entry.name,
      paths: entry.paths,
      edgeFunctionEntry: entry,
      useCache: true,
      clientAssetToken: config.supportsImmutableAssets ? '' : deploymentId
    }
  }

  #read() {
    this.#manifest ??= JSON.parse(
      fs.readFileSync(path.join(this.#app.serverDistDir, 'middleware-manifest.json'), 'utf8')
    )
    return this.#manifest
  }

  #entryOf(info) {
    if (info === undefined) return undefined
    const inDist = (file) => path.join(this.#app.distDir, file)
    const absolute = (binding) => ({ ...binding, filePath: inDist(binding.filePath) })
    return {
      name: info.name,
      paths: info.files.map(inDist),
      wasm: (info.wasm ?? []).map(absolute),
      assets: info.assets?.map(absolute),
      env: info.env
    }
  }
}

module.exports = { EdgeSandbox }
