'use strict'

// One build, loaded, with everything that answers from it. An app has one of these, and for moments
// two: while another build takes its place, requests that came before still use the earlier one.

const { promisify } = require('node:util')
const { ImageOptimizer } = require('./actions/image')
const { injectCacheHandler, hasForeignCacheHandler } = require('./cache-handler')
const { createCapture } = require('./captured-response')
const { createCompressor } = require('./compression/compressor')
const { EntrypointRenderer } = require('./entrypoint-renderer')
const { IncrementalCaches } = require('./entrypoint/incremental-cache')
const { MiddlewareRunner } = require('./middleware/runner')
const { createFactReader } = require('./request-facts')
const { createRenewal } = require('./renewal')
const { RequestHandler } = require('./request-handler')
const { publishRouterContext } = require('./router-context')
const { serverConfigJson } = require('./server-config')
const { Tracing } = require('./tracing')
const { UpgradeHandler } = require('./upgrade-handler')

class LoadedBuild {
  #core
  #renderer
  #middleware
  #images
  #undo = []

  /**
   * @param {import('./site').Site} site
   * @param {object} binding the native addon
   */
  constructor(site, binding) {
    this.site = site
    this.binding = binding
    this.#core = new binding.Server()
    this.#core.onWarning((text) => site.next.log.warn(text))
  }

  /**
   * Reads the build. Nothing of the process is changed by it.
   *
   * @param {object} parts
   * @param {import('./request-stats').RequestStats} parts.stats
   * @param {string[]} [parts.olderDistDirs] builds whose hashed files are to be found as well
   */
  async load({ stats, olderDistDirs = [] }) {
    const { site } = this
    const facts = { hasForeignCacheHandler: hasForeignCacheHandler(), olderDistDirs }
    const load = promisify((...args) => this.#core.load(...args))
    this.info = await load(site.dir, serverConfigJson(site.config, facts))
    this.#makeHandlers(stats)
  }

  #makeHandlers(stats) {
    const { site, info } = this
    const { actionType, requestHeaderNames, responseHeaderNames } = this.binding
    const caches = new IncrementalCaches(site)
    this.capture = createCapture(site.next)
    this.#renderer = new EntrypointRenderer(site, caches, stats)
    if (info.hasMiddleware) this.#middleware = new MiddlewareRunner(site, caches)
    const parts = {
      actionType,
      server: this.#core,
      facts: createFactReader(
        [...requestHeaderNames, ...info.extraHeaderNames],
        responseHeaderNames
      ),
      site,
      middleware: this.#middleware
    }
    this.requests = new RequestHandler({
      ...parts,
      renderer: this.#renderer,
      renew: createRenewal(site, this.#renderer),
      images: () => this.#imageOptimizer(),
      compressor: createCompressor(this.binding, site.config),
      tracing: new Tracing(site.next),
      stats
    })
    this.upgrades = new UpgradeHandler(parts)
  }

  #imageOptimizer() {
    this.#images ??= new ImageOptimizer(this.site, {
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
    const removeCacheHandler = injectCacheHandler(this.site, this.#core)
    if (removeCacheHandler) this.#undo.push(removeCacheHandler)
    this.#undo.push(publishRouterContext(this.site, server))
  }

  /**
   * Has all code of the build evaluated. What fails is for the request that needs it to report.
   *
   * @returns {Promise<unknown[]>} what failed
   */
  async preload() {
    const failures = await this.site.isolate(() => this.#renderer.preload())
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
    await this.site.finish()
  }

  /** Takes everything back. */
  close() {
    this.#renderer?.stop()
    for (const undo of this.#undo.splice(0)) undo()
  }
}

module.exports = { LoadedBuild }
