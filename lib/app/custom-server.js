'use strict'

// The app object of a custom server. It behaves like Next's wrapper (dist/server/next.js) around one
// of two servers: the native one in production, that of the installed Next.js in development.

const { RequestStats } = require('../metrics/request-stats')
const { DevelopmentServer } = require('./development-server')
const { formatUrl } = require('./format-url')
const { ProductionServer } = require('./production-server')

const standardEnvironments = ['production', 'development', 'test']

/** Logs the warning of Next.js for a production app. In development Next.js logs it itself. */
function warnOfEnvironment() {
  const { NODE_ENV } = process.env
  if (NODE_ENV && !standardEnvironments.includes(NODE_ENV)) {
    console.warn(
      'You are using a non-standard "NODE_ENV" value in your environment. This creates ' +
        'inconsistencies in the project and is strongly advised against. Read more: ' +
        'https://nextjs.org/docs/messages/non-standard-node-env'
    )
  }
}

class CustomServer {
  #backend
  #preparing
  #isPrepared = false
  #hasUpgradeListener = false
  #upgrading = new WeakSet()
  #stats

  /** @param {object} options checked options */
  constructor(options) {
    this.options = options
    this.#stats = new RequestStats(options.dir)
    if (!options.dev) {
      warnOfEnvironment()
      this.#backend = new ProductionServer(options, this.#stats)
    }
  }

  get hostname() {
    return this.options.hostname
  }

  get port() {
    return this.options.port
  }

  /** Loads the build, or starts the compiler. Everything else needs it. */
  prepare() {
    this.#preparing ??= this.#prepare().catch((error) => {
      this.#preparing = undefined
      throw error
    })
    return this.#preparing
  }

  async #prepare() {
    this.#backend ??= new DevelopmentServer(this.options, this.#stats)
    await this.#backend.prepare()
    this.#isPrepared = true
  }

  get #prepared() {
    if (!this.#isPrepared) {
      throw new Error('prepare() must be called before performing this operation')
    }
    return this.#backend
  }

  /** Listens on the server that carries the requests; the first request shows which one that is. */
  #listenForUpgrades(req) {
    if (this.#hasUpgradeListener || !this.#isPrepared || !this.#backend.handlesUpgrades) return
    this.#hasUpgradeListener = true
    const server = this.options.httpServer || req?.socket?.server
    server?.on('upgrade', (request, socket, head) => {
      void this.#upgrade(request, socket, head)
    })
  }

  /** Takes a socket once: both the listener above and the user's own may bring it. */
  async #upgrade(req, socket, head) {
    if (this.#upgrading.has(socket)) return
    this.#upgrading.add(socket)
    try {
      await this.#backend.handleUpgrade(req, socket, head)
    } catch (error) {
      this.#backend.logError(error)
      socket.destroy()
    }
  }

  getRequestHandler() {
    return (req, res, parsedUrl) => {
      try {
        this.#listenForUpgrades(req)
        if (parsedUrl) req.url = formatUrl(parsedUrl)
        return this.#prepared.handle(req, res)
      } catch (error) {
        return Promise.reject(error)
      }
    }
  }

  getUpgradeHandler() {
    void this.#prepared
    return (req, socket, head) => this.#upgrade(req, socket, head)
  }

  async render(req, res, pathname, query, parsedUrl) {
    this.#listenForUpgrades(req)
    req.url = formatUrl({ ...parsedUrl, pathname: pageOf(pathname), query })
    await this.#prepared.handle(req, res)
  }

  async renderToHTML(req, res, pathname, query) {
    const backend = this.#prepared
    const page = pageOf(pathname)
    req.url = formatUrl({ pathname: page, query })
    return backend.renderToHTML(req, res, page, query)
  }

  async renderError(error, req, res, pathname, query) {
    return this.#prepared.renderError(error, req, res, pathname, query)
  }

  async renderErrorToHTML(error, req, res, pathname, query) {
    return this.#prepared.renderErrorToHTML(error, req, res, pathname, query)
  }

  async render404(req, res, parsedUrl) {
    return this.#prepared.render404(req, res, parsedUrl)
  }

  async revalidate(request) {
    return this.#prepared.revalidate(request)
  }

  setAssetPrefix(assetPrefix) {
    this.#prepared.setAssetPrefix(assetPrefix)
  }

  logError(error) {
    this.#prepared.logError(error)
  }

  logErrorWithOriginalStack(error, type) {
    return this.#prepared.logErrorWithOriginalStack(error, type)
  }

  /** Switches to the build that is on disk now, between two requests. */
  async reload() {
    return this.#prepared.reload()
  }

  /** The counters since the start, and what is in memory now. */
  stats() {
    return this.#stats.toJSON(this.#backend?.usage())
  }

  /** Waits for background work, such as `after()`, and lets the process exit. */
  async close() {
    await this.#preparing?.catch(() => {})
    await this.#backend?.close()
  }
}

/** The page that `render` names. `/index` is the root; a missing slash is added and logged. */
function pageOf(pathname) {
  if (pathname.startsWith('/')) return pathname === '/index' ? '/' : pathname
  console.error(`Cannot render page with path "${pathname}"`)
  return pageOf(`/${pathname}`)
}

module.exports = { CustomServer }
