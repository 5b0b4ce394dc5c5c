'use strict'

// One loaded build, with everything that answers from it. An app has one, or two for a moment: while
// another build takes its place, earlier requests still use the first one.

const { promisify } = require('node:util')
const { ImageOptimizer } = require('../actions/image')
const { reportStoredResponses } = require('../cache/cache-handler')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { createCompressor } = require('../compression/compressor')
const { createCapture } = require('../exchange/captured-response')
const { createHeaderText } = require('../exchange/header-text')
const { createRenewal } = require('../exchange/renewal')
const { RequestHandler } = require('../exchange/request-handler')
const { UpgradeHandler } = require('../exchange/upgrade-handler')
const { Tracing } = require('../metrics/tracing')
const { MiddlewareRunner } = require('../middleware/runner')
const { hasForeignCacheHandler } = require('../next/cache-injection')
const { publishRouterContext } = require('../next/router-context')
const { EntrypointRenderer } = require('../renderers/entrypoint-renderer')
const { serverConfigJson } = require('./server-config')

class LoadedBuild {
  #core
  #renderer
  #middleware
  #images
  #undo = []

  /** @param {import('./context').AppContext} app */
  constructor(app) {
    this.app = app
    this.#core = new app.binding.Server()
    this.#core.onWarning((text) => app.next.log.warn(text))
  }

  /**
   * Reads the build. Changes nothing in the process.
   *
   * @param {object} parts
   * @param {import('../metrics/request-stats').RequestStats} parts.stats
   * @param {string[]} [parts.olderDistDirs] builds whose hashed files are served as well
   */
  async load({ stats, olderDistDirs = [] }) {
    const { app } = this
    const load = promisify((...args) => this.#core.load(...args))
    const surroundings = {
      hasForeignCacheHandler: hasForeignCacheHandler(),
      olderDistDirs,
      replyMemory: app.replyMemory
    }
    this.info = await load(app.dir, serverConfigJson(app.config, surroundings))
    this.#createHandlers(stats)
  }

  #createHandlers(stats) {
    const { app, info } = this
    const caches = new IncrementalCaches(app)
    this.capture = createCapture(app.next)
    this.#renderer = new EntrypointRenderer(app, caches, stats)
    if (info.hasMiddleware) this.#middleware = new MiddlewareRunner(app, caches)
    const parts = {
      app,
      server: this.#core,
      headerText: createHeaderText(app.binding, info.extraHeaderNames),
      middleware: this.#middleware
    }
    this.requests = new RequestHandler({
      ...parts,
      renderer: this.#renderer,
      renew: createRenewal(app, this.#core, this.#renderer),
      images: () => this.#imageOptimizer(),
      compressor: createCompressor(app.binding, app.config),
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
    const stopReporting = reportStoredResponses(this.app, this.#core)
    if (stopReporting) this.#undo.push(stopReporting)
    this.#undo.push(publishRouterContext(this.app, server))
  }

  /**
   * Evaluates all code of the build. The request that needs a file reports its failure.
   *
   * @returns {Promise<{ file: string, error: unknown }[]>} the files that failed
   */
  async preload() {
    const failures = await this.app.isolate(() => this.#renderer.preload())
    await this.#middleware?.preload()
    return failures
  }

  /** The memory that the core uses: entries, bytes and evictions. */
  usage() {
    return this.#core.usage?.()
  }

  /** Resolves when all requests in flight are answered and their background work is done. */
  async finish() {
    await this.requests?.idle()
    await this.app.finish()
  }

  /** Removes what publish() put into the process, and stops loading code ahead. */
  close() {
    this.#renderer?.stop()
    for (const undo of this.#undo.splice(0)) undo()
  }
}

module.exports = { LoadedBuild }
