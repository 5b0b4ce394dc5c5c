'use strict'

// One build, loaded, with everything that answers from it. An app has one of these, and for moments
// two: while another build takes its place, requests that came before still use the earlier one.

const { promisify } = require('node:util')
const { ImageOptimizer } = require('../actions/image')
const { reportStoredResponses } = require('../cache/cache-handler')
const { createCapture } = require('../exchange/captured-response')
const { createCompressor } = require('../compression/compressor')
const { EntrypointRenderer } = require('../renderers/entrypoint-renderer')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { MiddlewareRunner } = require('../middleware/runner')
const { createFactReader } = require('../exchange/header-text')
const { createRenewal } = require('../exchange/renewal')
const { RequestHandler } = require('../exchange/request-handler')
const { hasForeignCacheHandler } = require('../next/cache-injection')
const { publishRouterContext } = require('../next/router-context')
const { serverConfigJson } = require('./server-config')
const { Tracing } = require('../metrics/tracing')
const { UpgradeHandler } = require('../exchange/upgrade-handler')

class LoadedBuild {
  #core
  #renderer
  #middleware
  #images
  #undo = []

  /**
   * @param {import('./context').AppContext} app
   * @param {object} binding the native addon
   */
  constructor(app, binding) {
    this.app = app
    this.binding = binding
    this.#core = new binding.Server()
    this.#core.onWarning((text) => app.next.log.warn(text))
  }

  /**
   * Reads the build. Nothing of the process is changed by it.
   *
   * @param {object} parts
   * @param {import('../metrics/request-stats').RequestStats} parts.stats
   * @param {string[]} [parts.olderDistDirs] builds whose hashed files are to be found as well
   */
  async load({ stats, olderDistDirs = [] }) {
    const { app } = this
    const facts = { hasForeignCacheHandler: hasForeignCacheHandler(), olderDistDirs }
    const load = promisify((...args) => this.#core.load(...args))
    this.info = await load(app.dir, serverConfigJson(app.config, facts))
    this.#makeHandlers(stats)
  }

  #makeHandlers(stats) {
    const { app, info } = this
    const { actionType, requestHeaderNames, responseHeaderNames } = this.binding
    const caches = new IncrementalCaches(app)
    this.capture = createCapture(app.next)
    this.#renderer = new EntrypointRenderer(app, caches, stats)
    if (info.hasMiddleware) this.#middleware = new MiddlewareRunner(app, caches)
    const parts = {
      actionType,
      server: this.#core,
      facts: createFactReader(
        [...requestHeaderNames, ...info.extraHeaderNames],
        responseHeaderNames
      ),
      app,
      middleware: this.#middleware
    }
    this.requests = new RequestHandler({
      ...parts,
      renderer: this.#renderer,
      renew: createRenewal(app, this.#renderer),
      images: () => this.#imageOptimizer(),
      compressor: createCompressor(this.binding, app.config),
      tracing: new Tracing(app.next),
      stats
    })
    this.upgrades = new UpgradeHandler(parts)
  }

  #imageOptimizer() {
    this.#images ??= new ImageOptimizer(this.app, {
      handle: (req, res) => this.requests.handle(req, res)
    })
    return this.#images
  }

  /**
   * Puts what compiled code looks for into the process.
   *
   * @param {object} server what entrypoints ask of the server around them, see router-context.js
   */
  publish(server) {
    const removeCacheHandler = reportStoredResponses(this.app, this.#core)
    if (removeCacheHandler) this.#undo.push(removeCacheHandler)
    this.#undo.push(publishRouterContext(this.app, server))
  }

  /**
   * Has all code of the build evaluated. What fails is for the request that needs it to report.
   *
   * @returns {Promise<unknown[]>} what failed
   */
  async preload() {
    const failures = await this.app.isolate(() => this.#renderer.preload())
    await this.#middleware?.preload()
    return failures
  }

  /** What the core holds in memory. */
  usage() {
    return this.#core.usage?.()
  }

  /** Resolves when all requests that came are answered, and the work behind them is done. */
  async finish() {
    await this.requests?.idle()
    await this.app.finish()
  }

  /** Takes everything back. */
  close() {
    this.#renderer?.stop()
    for (const undo of this.#undo.splice(0)) undo()
  }
}

module.exports = { LoadedBuild }
