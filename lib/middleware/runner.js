'use strict'

// Runs the middleware of a build: a `middleware` or `proxy` file. The core decides when it runs and
// what its answer means. Here is what Next's server does around the call (runMiddleware and
// handleCatchallMiddlewareRequest in next-server.js).

const { EdgeSandbox } = require('../next/edge-sandbox')
const { addForwardedHeaders } = require('../next/forwarded-headers')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { InitialUrls } = require('../next/initial-url')
const { readPreviewProps } = require('../next/preview-props')
const { addRouterMeta, metaSymbol } = require('../next/request-meta')
const { createAnswerReader } = require('./answer')
const { EdgeMiddleware } = require('./edge-middleware')
const { NodeMiddleware } = require('./node-middleware')

class MiddlewareRunner {
  #app
  #event
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
    this.#event = app.binding.exchangeEvent
    this.#caches = caches
    this.#urls = new InitialUrls(app)
    this.#answers = createAnswerReader(app.next)
    this.#middleware = sandbox.middleware ? new EdgeMiddleware(sandbox) : new NodeMiddleware(app)
    this.#next = requireParts(app)
  }

  /** Loads the middleware ahead. The first request that needs it reports a failure. */
  async preload() {
    try {
      await this.#app.isolate(() => this.#middleware.load())
    } catch {
      // Reported by that request.
    }
  }

  /**
   * Calls the middleware. Cookies that it sets are kept in the request meta; cookies set on the
   * response later are added to them.
   *
   * @param {object} target a middleware action of the core. Its `path` is locale, pathname and query as
   *   middleware sees them; null for the URL of the request
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @param {import('../exchange/visit').Visit} visit learns what an error page is shown
   * @returns {Promise<{ status: number, headers: string[], body: ReadableStream | null } |
   *   undefined>} undefined if the client has left
   * @throws {Error} what middleware has thrown; `eventOf` returns the event for the core
   */
  async run(target, req, res, visit) {
    // Composed before the request gets its `x-forwarded-*`, which the router does not see.
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
      if (event === this.#event.renderError) console.error(error)
      if (isGone()) return undefined
      // A 404 page is shown the query and no error; other error pages the error and no query.
      if (event !== this.#event.noFallback) visit.failInMiddleware(error)
      throw error
    }
  }

  /** Reads an answer. An invalid one is a failure of the router, which no error page is shown. */
  #read(response, routerUrl) {
    try {
      return this.#answers.readAnswer(response, routerUrl)
    } catch (error) {
      console.error(error)
      throw error
    }
  }

  /** The event for the core when middleware has thrown `error`; it decides which page answers. */
  eventOf(error) {
    const { noFallback, decodeError, renderError } = this.#event
    if (error.code === 'ENOENT') return noFallback
    return error instanceof this.#next.DecodeError ? decodeError : renderError
  }

  async #respond(target, req, res, visit) {
    const meta = (req[metaSymbol] ??= {})
    addRouterMeta(meta, target)
    await this.#caches.load()
    meta.incrementalCache = this.#caches.forRequest(req, meta.incrementalCache)
    if (this.#next.isOnDemandRevalidate(req.headers)) {
      return new Response(null, { headers: { 'x-middleware-next': '1' } })
    }
    const { response, waitUntil } = await this.#app.isolate(() =>
      this.#middleware.call(this.#describe(target, req, res, visit))
    )
    // The body is in the request again, so its next reader copies it again.
    visit.forgetBody()
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
      body: hasBody ? visit.cloneableBody(this.#app, req) : undefined,
      signal: this.#next.signalFromNodeResponse(res),
      waitUntil: this.#app.waitUntil()
    }
  }
}

/** The modules of the installed Next.js that the runner uses. */
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
