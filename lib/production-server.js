'use strict'

// A built application, answered by the native core.

const { promisify } = require('node:util')
const { loadBinding } = require('./binding')
const { codedError } = require('./errors')
const { hasConf } = require('./options')
const { ImageOptimizer } = require('./actions/image')
const { InstalledNext } = require('./installed-next')
const { overrideConfig } = require('./config-override')
const { serverConfigJson } = require('./server-config')
const { Site } = require('./site')
const { injectCacheHandler, hasForeignCacheHandler } = require('./cache-handler')
const { publishRouterContext } = require('./router-context')
const { registerInstrumentation } = require('./instrumentation')
const { addProcessListeners } = require('./process-listeners')
const { createCompressor } = require('./compression')
const { createCapture } = require('./captured-response')
const { EntrypointRenderer } = require('./entrypoint-renderer')
const { IncrementalCaches } = require('./entrypoint/incremental-cache')
const { MiddlewareRunner } = require('./middleware/runner')
const { createFactReader } = require('./request-facts')
const { RequestHandler } = require('./request-handler')
const { UpgradeHandler } = require('./upgrade-handler')

class ProductionServer {
  #options
  #stats
  #site
  #core
  #requests
  #upgrades
  #renderer
  #middleware
  #images
  #capture
  #undo = []

  /**
   * @param {object} options checked options of `next()`
   * @param {import('./request-stats').RequestStats} stats
   */
  constructor(options, stats) {
    this.#options = options
    this.#stats = stats
  }

  async prepare() {
    try {
      await this.#prepare()
    } catch (error) {
      this.#undoAll()
      throw error
    }
  }

  // The order matters: Next's environment before any of its modules, the cache handler and the
  // router context before instrumentation, and that before any entrypoint.
  async #prepare() {
    refuseMinimalMode(this.#options)
    process.env.NODE_ENV ||= 'production'
    const binding = loadBinding()
    const next = new InstalledNext(this.#options.dir)
    next.checkVersion()
    next.require('dist/server/node-environment')
    next.require('dist/server/require-hook')
    const config = await this.#loadConfig(next)
    const { NoFallbackError } = next.require('dist/shared/lib/no-fallback-error.external')
    const site = new Site(next, config, this.#options, (error) => error instanceof NoFallbackError)
    this.#site = site
    setEnvironment(site)

    this.#core = new binding.Server()
    const facts = { hasForeignCacheHandler: hasForeignCacheHandler() }
    const info = await this.#loadBuild(serverConfigJson(config, facts))
    const removeCacheHandler = injectCacheHandler(site, this.#core)
    if (removeCacheHandler) this.#undo.push(removeCacheHandler)
    this.#undo.push(addProcessListeners(next, config))
    this.#makeHandlers(binding, info)
    this.#publishContext()
    await registerInstrumentation(site)
    if (config.experimental.preloadEntriesOnStart) void this.#preload()
  }

  #makeHandlers({ actionType, requestHeaderNames, responseHeaderNames }, info) {
    const site = this.#site
    const caches = new IncrementalCaches(site)
    this.#capture = createCapture(site.next)
    this.#renderer = new EntrypointRenderer(site, caches)
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
    this.#requests = new RequestHandler({
      ...parts,
      renderer: this.#renderer,
      images: () => this.#imageOptimizer(),
      compressor: createCompressor(site.next, site.config),
      stats: this.#stats
    })
    this.#upgrades = new UpgradeHandler(parts)
  }

  #imageOptimizer() {
    this.#images ??= new ImageOptimizer(this.#site, {
      handle: (req, res) => this.#requests.handle(req, res)
    })
    return this.#images
  }

  async #loadConfig(next) {
    overrideConfig(next, hasConf(this.#options) ? this.#options.conf : undefined)
    const config = await next
      .require('dist/server/config')
      .default('phase-production-server', next.dir, { silent: false })
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
    next.require('dist/server/setup-http-agent-env').setHttpClientAndAgentOptions(config)
    return config
  }

  #loadBuild(configJson) {
    const load = promisify((...args) => this.#core.load(...args))
    return load(this.#site.dir, configJson)
  }

  #publishContext() {
    this.#undo.push(
      publishRouterContext(this.#site, {
        revalidate: (request) => this.revalidate(request),
        render404: (req, res, parsedUrl, setHeaders) =>
          this.render404(req, res, parsedUrl, setHeaders)
      })
    )
  }

  async #preload() {
    try {
      await this.#middleware?.preload()
      await this.#renderer.preload()
    } catch (error) {
      this.#site.next.log.error('Failed to preload entries:', error)
    }
  }

  /** Whether this server has a use for upgrade requests; if not, they are the user's alone. */
  get handlesUpgrades() {
    return true
  }

  handle(req, res) {
    return this.#requests.handle(req, res)
  }

  handleUpgrade(req, socket, head) {
    return this.#upgrades.handle(req, socket, head)
  }

  renderToHTML(req, res, pathname) {
    return this.#capture.captureHtml(req, res, (request, captured) =>
      this.#requests.handlePage(request, captured, pathname)
    )
  }

  renderError(error, req, res, pathname, query, setHeaders = true) {
    return this.#requests.handleError(req, res, {
      status: res.statusCode,
      error,
      query,
      keepCacheControl: !setHeaders
    })
  }

  renderErrorToHTML(error, req, res, pathname, query) {
    return this.#capture.captureHtml(req, res, (request, captured) =>
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
    return this.renderError(null, req, res, parsedUrl?.pathname, parsedUrl?.query, setHeaders)
  }

  /** On-demand revalidation. */
  async revalidate({ urlPath, headers, opts }) {
    const response = await this.#capture.request(urlPath, headers, (req, res) =>
      this.#requests.handle(req, res)
    )
    const isDone =
      response.getHeader('x-nextjs-cache') === 'REVALIDATED' ||
      response.statusCode === 200 ||
      (response.statusCode === 404 && opts?.unstable_onlyGenerated)
    if (!isDone) throw new Error(`Invalid response ${response.statusCode}`)
  }

  setAssetPrefix(prefix) {
    this.#site.assetPrefix = prefix ? prefix.replace(/\/$/, '') : ''
  }

  logError(error) {
    this.#site.logError(error)
  }

  async logErrorWithOriginalStack(error) {
    this.#site.logError(error)
  }

  async close() {
    this.#renderer?.stop()
    await this.#site?.finish()
    this.#undoAll()
  }

  #undoAll() {
    for (const undo of this.#undo.splice(0)) undo()
  }
}

/** There Next.js leaves routing and caching to the platform: nothing is left to be native. */
function refuseMinimalMode({ minimalMode }) {
  if (!minimalMode) return
  throw codedError(
    'NEXT_NATIVE_ERR_UNSUPPORTED_OPTION',
    'next-native does not support `minimalMode`: use the server of Next.js on such a platform.'
  )
}

/** What the stock server puts into the environment for its renderers (base-server.js). */
function setEnvironment({ config, deploymentId }) {
  const { experimental } = config
  if (!experimental.runtimeServerDeploymentId) process.env.NEXT_DEPLOYMENT_ID = deploymentId
  else if (!process.env.NEXT_DEPLOYMENT_ID) {
    throw new Error(
      'process.env.NEXT_DEPLOYMENT_ID is missing but runtimeServerDeploymentId is enabled'
    )
  }
  const hasSuffix = deploymentId && !config.supportsImmutableAssets
  globalThis.NEXT_CLIENT_ASSET_SUFFIX = hasSuffix ? `?dpl=${deploymentId}` : ''
  if (experimental.optimizeCss) process.env.__NEXT_OPTIMIZE_CSS = 'true'
  if (experimental.nextScriptWorkers) process.env.__NEXT_SCRIPT_WORKERS = 'true'
}

module.exports = { ProductionServer }
