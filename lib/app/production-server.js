'use strict'

// Serves a built application from the native core.

const { loadBinding } = require('../binding')
const { codedError } = require('../errors')
const { loadConfig, overrideConfig } = require('../next/config')
const {
  configureHttpAgents,
  prepareEnvironment,
  publishEnvironment
} = require('../next/environment')
const { InstalledNext } = require('../next/installed-next')
const { registerInstrumentation } = require('../next/instrumentation')
const { addProcessListeners } = require('../next/process-listeners')
const { hasConf } = require('../options')
const { Reloader, isReloadable } = require('../reload/reloader')
const { AppContext } = require('./context')
const { LoadedBuild } = require('./loaded-build')

// Milliseconds after the start. The code of the build is loaded after the first requests. A request
// that needs it sooner loads it itself.
const preloadDelay = 300

class ProductionServer {
  #options
  #stats
  #next
  #binding
  #build
  #reloader
  #assetPrefix
  #undo = []

  /**
   * @param {object} options checked options of `next()`
   * @param {import('../metrics/request-stats').RequestStats} stats
   */
  constructor(options, stats) {
    this.#options = options
    this.#stats = stats
  }

  async prepare() {
    try {
      await this.#prepare()
    } catch (error) {
      await this.#undoAll()
      throw error
    }
  }

  // The order matters: Next's environment comes before any of its modules, the cache handler and the
  // router context before instrumentation, and instrumentation before any entrypoint.
  async #prepare() {
    refuseMinimalMode(this.#options)
    process.env.NODE_ENV ||= 'production'
    this.#binding = loadBinding()
    this.#next = new InstalledNext(this.#options.dir)
    const next = this.#next
    next.checkVersion()
    prepareEnvironment(next)
    const config = await this.#loadConfig(next)
    this.#build = await this.#firstBuild(config)
    this.#undo.push(addProcessListeners(next, config))
    this.#publish(this.#build)
    await registerInstrumentation(this.#build.app)
    if (config.experimental.preloadEntriesOnStart) {
      const timer = setTimeout(() => void this.#preload(), preloadDelay).unref()
      this.#undo.push(() => clearTimeout(timer))
    }
    this.#reloader?.watch()
  }

  async #firstBuild(config) {
    if (!isReloadable(this.#options)) return this.#load(config)
    this.#reloader = new Reloader({
      next: this.#next,
      config,
      options: this.#options,
      load: (...parts) => this.#load(...parts),
      use: (build) => this.#use(build)
    })
    return this.#reloader.first()
  }

  /** Loads the build of a folder: the app's own, or a copy laid out like it. */
  async #load(config, copy, olderDistDirs) {
    const { NoFallbackError } = this.#next.modules
    const isExpected = (error) => error instanceof NoFallbackError
    const app = new AppContext({
      next: this.#next,
      binding: this.#binding,
      config,
      options: this.#options,
      isExpected,
      copy
    })
    const build = new LoadedBuild(app)
    await build.load({ stats: this.#stats, olderDistDirs })
    return build
  }

  #publish(build) {
    publishEnvironment(build.app)
    build.publish({
      revalidate: (request) => this.revalidate(request),
      render404: (req, res, parsedUrl, setHeaders) =>
        this.render404(req, res, parsedUrl, setHeaders)
    })
  }

  /** Answers requests from `build` from now on; returns the build before. */
  #use(build) {
    const before = this.#build
    this.#publish(build)
    if (this.#assetPrefix !== undefined) build.app.assetPrefix = this.#assetPrefix
    this.#build = build
    return before
  }

  get #requests() {
    return this.#build.requests
  }

  async #loadConfig(next) {
    overrideConfig(next, hasConf(this.#options) ? this.#options.conf : undefined)
    const config = await loadConfig(next, { silent: false })
    if (config.output === 'export') {
      throw codedError(
        'NEXT_NATIVE_ERR_UNSUPPORTED_OUTPUT',
        '"next start" does not work with "output: export" configuration. Use "npx serve@latest out" instead.'
      )
    }
    if (config.output === 'standalone' && !process.env.__NEXT_PRIVATE_STANDALONE_CONFIG) {
      next.log.warn(
        '"next start" does not work with "output: standalone" configuration. Use "node .next/standalone/server.js" instead.'
      )
    }
    configureHttpAgents(next, config)
    return config
  }

  async #preload() {
    try {
      await this.#build.preload()
    } catch (error) {
      this.#next.log.error('Failed to preload entries:', error)
    }
  }

  /** True if this server takes upgrade requests. If not, they are all the user's. */
  get handlesUpgrades() {
    return true
  }

  handle(req, res) {
    return this.#build.requests.handle(req, res)
  }

  handleUpgrade(req, socket, head) {
    return this.#build.upgrades.handle(req, socket, head)
  }

  renderToHTML(req, res, pathname) {
    return this.#build.capture.captureHtml(req, res, (request, captured) =>
      this.#requests.handlePage(request, captured, pathname)
    )
  }

  renderError(error, req, res, pathname, query, setHeaders = true, locale = undefined) {
    return this.#requests.handleError(req, res, {
      status: res.statusCode,
      error,
      query,
      keepCacheControl: !setHeaders,
      locale
    })
  }

  renderErrorToHTML(error, req, res, pathname, query) {
    return this.#build.capture.captureHtml(req, res, (request, captured) =>
      this.#requests.handleError(request, captured, {
        status: captured.statusCode,
        error,
        query,
        asValue: true
      })
    )
  }

  render404(req, res, parsedUrl, setHeaders) {
    res.statusCode = 404
    const { pathname, query } = parsedUrl ?? {}
    const locale = this.#build.app.config.i18n?.defaultLocale
    return this.renderError(null, req, res, pathname, query, setHeaders, locale)
  }

  /** Revalidates on demand. Builds before 16.2 call the header fields `revalidateHeaders`. */
  async revalidate({ urlPath, headers, revalidateHeaders = headers, opts }) {
    const response = await this.#build.capture.request(urlPath, revalidateHeaders, (req, res) =>
      this.#requests.handleRevalidation(req, res)
    )
    const isDone =
      response.getHeader('x-nextjs-cache') === 'REVALIDATED' ||
      response.statusCode === 200 ||
      (response.statusCode === 404 && opts?.unstable_onlyGenerated)
    if (!isDone) throw new Error(`Invalid response ${response.statusCode}`)
  }

  setAssetPrefix(prefix) {
    this.#assetPrefix = prefix ? prefix.replace(/\/$/, '') : ''
    this.#build.app.assetPrefix = this.#assetPrefix
  }

  logError(error) {
    this.#build.app.logError(error)
  }

  async logErrorWithOriginalStack(error) {
    this.#build.app.logError(error)
  }

  /** The memory that the current build uses. */
  usage() {
    return this.#build?.usage() ?? {}
  }

  /** Switches to the build that is on disk now. */
  async reload() {
    if (this.#reloader) return this.#reloader.reload()
    throw codedError(
      'NEXT_NATIVE_ERR_NOT_RELOADABLE',
      'reload() needs an app that serves a copy of its build, so that `next build` can replace the ' +
        'original: start it with `next({ reloadable: true })` or with NEXT_NATIVE_WATCH_BUILD=1.'
    )
  }

  async close() {
    this.#reloader?.stop()
    await this.#build?.app.finish()
    await this.#undoAll()
  }

  async #undoAll() {
    this.#build?.close()
    for (const undo of this.#undo.splice(0)) undo()
    await this.#reloader?.close()
  }
}

/** In minimal mode Next.js leaves routing and caching to the platform, so nothing is left to do. */
function refuseMinimalMode({ minimalMode }) {
  if (!minimalMode) return
  throw codedError(
    'NEXT_NATIVE_ERR_UNSUPPORTED_OPTION',
    'next-native does not support `minimalMode`: use the server of Next.js on such a platform.'
  )
}

module.exports = { ProductionServer }
