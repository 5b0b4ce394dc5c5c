'use strict'

const fs = require('node:fs')
const path = require('node:path')

/** Next's sandbox for what a build has compiled for the edge runtime. */
class EdgeSandbox {
  #app
  #manifest

  /** @param {import('../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
  }

  /** The middleware of the build, if it is for the edge runtime: what `run` takes. */
  get middleware() {
    return this.#entryOf(this.#read().middleware['/'])
  }

  /** The page, route or API route called `page`. */
  function(page) {
    return this.#entryOf(this.#read().functions[page])
  }

  /**
   * Calls `entry` with `request` (next-server.js, runMiddleware and runEdgeFunction).
   *
   * @returns {Promise<{ response: Response, waitUntil: Promise<void> }>}
   */
  run(entry, request, incrementalCache) {
    return this.#sandbox.run({ ...this.#paramsOf(entry), request, incrementalCache })
  }

  /** Has `entry` evaluated, so that no request waits for it. */
  async load(entry) {
    await this.#sandbox.getRuntimeContext(this.#paramsOf(entry))
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

  get #sandbox() {
    return this.#app.sandbox
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
