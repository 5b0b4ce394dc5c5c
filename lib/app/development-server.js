'use strict'

// In development the installed Next.js compiles, routes and reloads. Its custom server is created and
// prepared as it is. Calls go to the server inside it, which logs no deprecations.

const { overrideConfig } = require('../next/config')
const { InstalledNext } = require('../next/installed-next')
const { hasConf } = require('../options')

class DevelopmentServer {
  #app
  #stats

  /**
   * @param {object} options checked options of `next()`, passed on as they are
   * @param {import('../metrics/request-stats').RequestStats} stats
   */
  constructor(options, stats) {
    const next = new InstalledNext(options.dir)
    next.checkVersion()
    // Comes before Next.js loads its config loader, so that `conf` counts in development too.
    overrideConfig(next, hasConf(options) ? options.conf : undefined)
    this.#stats = stats
    this.#app = next.createServer(options)
  }

  get #server() {
    return this.#app.server
  }

  get handlesUpgrades() {
    return true
  }

  prepare() {
    return this.#app.prepare()
  }

  handle(req, res) {
    this.#stats.count('delegated', res)
    return this.#app.requestHandler(req, res)
  }

  handleUpgrade(req, socket, head) {
    return this.#app.upgradeHandler(req, socket, head)
  }

  renderToHTML(req, res, pathname, query) {
    return this.#server.renderToHTML(req, res, pathname, query)
  }

  renderError(error, req, res, pathname, query) {
    return this.#server.renderError(error, req, res, pathname, query)
  }

  renderErrorToHTML(error, req, res, pathname, query) {
    return this.#server.renderErrorToHTML(error, req, res, pathname, query)
  }

  render404(req, res, parsedUrl) {
    return this.#server.render404(req, res, parsedUrl)
  }

  revalidate(request) {
    return this.#server.revalidate(request)
  }

  setAssetPrefix(prefix) {
    this.#server.setAssetPrefix(prefix)
  }

  logError(error) {
    this.#server.logError(error)
  }

  logErrorWithOriginalStack(error, type) {
    return this.#server.logErrorWithOriginalStack(error, type)
  }

  /** Does nothing: Next.js compiles what changes by itself. */
  async reload() {
    return { buildId: 'development', replaced: false }
  }

  /** Undefined: there is no core that holds anything in memory. */
  usage() {
    return undefined
  }

  close() {
    return this.#app.close()
  }
}

module.exports = { DevelopmentServer }
