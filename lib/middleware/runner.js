'use strict'

// Runs the middleware of a build, a `middleware` or `proxy` file. When it runs and what its answer
// means is the core's decision; here is what Next's server does around the call (next-server.js,
// runMiddleware and handleCatchallMiddlewareRequest).

const { cloneableBody } = require('../exchange/cloneable-body')
const { EdgeSandbox } = require('../next/edge-sandbox')
const { addForwardedHeaders } = require('../exchange/forwarded-headers')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { InitialUrls } = require('../exchange/initial-url')
const { readPreviewProps } = require('../next/preview-props')
const { addRouterMeta, metaSymbol } = require('../next/request-meta')
const { createAnswerReader } = require('./answer')
const { EdgeMiddleware } = require('./edge-middleware')
const { NodeMiddleware } = require('./node-middleware')

class MiddlewareRunner {
  #app
  #caches
  #urls
  #answers
  #middleware
  #next

  /**
   * @param {import('../app/context').AppContext} app
   * @param {IncrementalCaches} [caches] shared with the renderer
   */
  constructor(app, caches = new IncrementalCaches(app)) {
    const sandbox = new EdgeSandbox(app)
    this.#app = app
    this.#caches = caches
    this.#urls = new InitialUrls(app)
    this.#answers = createAnswerReader(app.next)
    this.#middleware = sandbox.middleware ? new EdgeMiddleware(sandbox) : new NodeMiddleware(app)
    this.#next = requireParts(app)
  }

  /** Loads the middleware ahead. If that fails, the first request that needs it tells. */
  async preload() {
    try {
      await this.#app.isolate(() => this.#middleware.load())
    } catch {
      // As with entrypoints.
    }
  }

  /**
   * Calls the middleware. Cookies it sets are kept in the request meta: whatever is set on the
   * response later is added to them.
   *
   * @param {{ path: string | null }} target locale, pathname and query as middleware is to see
   *   them; null for the URL of the request
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @param {object} visit what is known of this request; gets what an error page is told
   * @returns {Promise<{ status: number, headers: string[], body: ReadableStream | null } |
   *   undefined>} undefined if the client has left
   * @throws {Error} what middleware has thrown; `eventOf` says what to tell the core
   */
  async run(target, req, res, visit) {
    // Made before the request gets its `x-forwarded-*`, which the router does not see.
    const routerUrl = this.#urls.ofRouter(req)
    this.#next.patchSetHeader(req, res)
    addForwardedHeaders(req, this.#app)
    const response = await this.#try(target, req, res, visit)
    return response && this.#read(response, routerUrl)
  }

  async #try(target, req, res, visit) {
    const isGone = () => res.closed || res.writableEnded
    try {
      const response = await this.#respond(target, req, res, visit)
      return isGone() ? undefined : response
    } catch (thrown) {
      const error = this.#next.toError(thrown)
      const event = this.eventOf(error)
      if (event === 'render-error') console.error(error)
      if (isGone()) return undefined
      // What the error page is told: for a 404 nothing but the query, else nothing but the error.
      if (event !== 'no-fallback') Object.assign(visit, { error, query: {} })
      throw error
    }
  }

  /** An answer that makes no sense is a failure of the router, of which no page is told. */
  #read(response, routerUrl) {
    try {
      return this.#answers.readAnswer(response, routerUrl)
    } catch (error) {
      console.error(error)
      throw error
    }
  }

  /** What the core is told of middleware that has thrown `error`: that is, which page answers. */
  eventOf(error) {
    if (error.code === 'ENOENT') return 'no-fallback'
    return error instanceof this.#next.DecodeError ? 'decode-error' : 'render-error'
  }

  async #respond(target, req, res, visit) {
    const meta = (req[metaSymbol] ??= {})
    // Whatever middleware makes of these fields.
    addRouterMeta(meta, req.headers)
    await this.#caches.load()
    meta.incrementalCache = this.#caches.forRequest(req, meta.incrementalCache)
    if (this.#next.isOnDemandRevalidate(req.headers)) {
      return new Response(null, { headers: { 'x-middleware-next': '1' } })
    }
    const { response, waitUntil } = await this.#app.isolate(() =>
      this.#middleware.call(this.#describe(target, req, res, visit))
    )
    // What was copied is in the request again: whoever reads it next makes copies of that.
    delete visit.cloneableBody
    waitUntil.catch((error) => console.error('Uncaught: middleware waitUntil errored', error))
    const cookies = this.#answers.separateCookies(response)
    if (cookies) meta.middlewareCookie = cookies
    return response
  }

  #describe({ path }, req, res, visit) {
    const { basePath, i18n, trailingSlash, experimental } = this.#app.config
    const method = req.method.toUpperCase()
    const hasBody = method !== 'GET' && method !== 'HEAD'
    return {
      headers: req.headers,
      method,
      nextConfig: { basePath, i18n, trailingSlash, experimental },
      url: this.#urls.ofServer(req, path ?? undefined),
      page: {},
      body: hasBody ? cloneableBody(this.#app, req, visit) : undefined,
      signal: this.#next.signalFromNodeResponse(res),
      waitUntil: this.#app.waitUntil()
    }
  }
}

/** What the runner uses of Next.js. */
function requireParts(app) {
  const { patchSetHeader, toError, DecodeError, signalFromNodeResponse, isOnDemandRevalidate } =
    app.next.modules
  const previewProps = readPreviewProps(app)
  return {
    patchSetHeader,
    toError,
    DecodeError,
    signalFromNodeResponse,
    isOnDemandRevalidate: (headers) => isOnDemandRevalidate(headers, previewProps)
  }
}

module.exports = { MiddlewareRunner }
