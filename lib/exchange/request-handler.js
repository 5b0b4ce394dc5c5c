'use strict'

// The loop over the core's actions. What a request gets is decided in the core; here it is done,
// and what came of it is told to the core, until the response is ended.

const { sendReply } = require('../actions/reply')
const { sendFile } = require('../actions/file')
const { sendMiddlewareBody } = require('../actions/middleware-body')
const { proxyRequest } = require('../actions/proxy')
const { cloneableBody } = require('./cloneable-body')
const { metaSymbol } = require('../next/request-meta')
const { applyChanges } = require('./apply-changes')

const settled = Promise.resolve()
const ignore = () => {}

// A static file that vanished after the start is a bad request to Next.js (router-server.js).
const vanishedFileStatus = 400

class RequestHandler {
  #server
  #type
  #facts
  #app
  #renderer
  #renew
  #middleware
  #images
  #compressor
  #tracing
  #stats
  #running = 0
  #whenIdle = []

  /**
   * @param {object} parts
   * @param {object} parts.actionType of the native addon
   * @param {object} parts.server its Server, loaded
   * @param {object} parts.facts see request-facts.js
   * @param {import('../app/context').AppContext} parts.app
   * @param {object} parts.renderer `render(action, req, res, visit)`
   * @param {(action: object, req: object, visit: object) => Promise<void>} parts.renew see renewal.js
   * @param {object} [parts.middleware] see middleware/runner.js
   * @param {() => object} parts.images makes what is in actions/image.js, when it is first needed
   * @param {object} parts.compressor see compression/compressor.js
   * @param {import('../metrics/tracing').Tracing} parts.tracing
   * @param {import('../metrics/request-stats').RequestStats} parts.stats
   */
  constructor({
    actionType,
    server,
    facts,
    app,
    renderer,
    renew,
    middleware,
    images,
    compressor,
    tracing,
    stats
  }) {
    this.#server = server
    this.#type = actionType
    this.#facts = facts
    this.#app = app
    this.#renderer = renderer
    this.#renew = renew
    this.#middleware = middleware
    this.#images = images
    this.#compressor = compressor
    this.#tracing = tracing
    this.#stats = stats
  }

  /** Answers a request. Settles when the response has been handed over, as Next's handler does. */
  handle(req, res) {
    const { textOf, responseText } = this.#facts
    const present = res.getHeaderNames()
    const headers = textOf(req)
    const set = present.length === 0 ? '' : responseText(res, present)
    const action = this.#server.start(req.method, req.url, headers, set, res.statusCode)
    const type = this.#type
    if (action.type === type.reply && this.#send(action, req, res)) return settled
    if (action.type === type.staleReply && this.#sendStale(action, req, res, { isRouted: true })) {
      return settled
    }
    if (action.type === type.image && this.#sendImage(action, req, res)) return settled
    return this.#run(action, req, res, { isRouted: true })
  }

  /** Whether Node.js took the reply: a field may have a value it refuses. */
  #send(action, req, res, visit) {
    try {
      const isPage = typeof action.route === 'string'
      if (!isPage || visit?.isTraced || !this.#tracing.isOn) sendReply(action, res)
      else this.#tracing.trace(req, res, () => sendReply(action, res), action.route)
    } catch (error) {
      if (res.headersSent) throw error
      console.error(error)
      // Node.js has taken the reason of the status already.
      res.statusMessage = undefined
      return false
    }
    this.#stats.count(action.kind, res)
    return true
  }

  /** Whether the image was in memory: it is sent then. */
  #sendImage({ exchange, kind, query }, req, res) {
    if (res.headersSent) return false
    if (!this.#images().respondAtOnce(req, res, query ?? undefined)) return false
    this.#server.release(exchange)
    this.#stats.count(kind, res)
    return true
  }

  /** Answers with the page of `pathname`, whatever the URL; for a response that is captured. */
  handlePage(req, res, pathname) {
    const action = this.#server.startPage(pathname, ...this.#factsOf(req, res))
    return this.#run(action, req, res, { isRouted: false })
  }

  /** Renders the page of the URL anew, for a response that is captured. */
  handleRevalidation(req, res) {
    const action = this.#server.startRevalidation(...this.#factsOf(req, res))
    return this.#run(action, req, res, { isRouted: true })
  }

  /**
   * Answers with the error page of `status`.
   *
   * @param {object} options
   * @param {number} options.status
   * @param {unknown} [options.error] shown to the page
   * @param {object} [options.query] given to the page; by default that of the URL
   * @param {boolean} [options.keepCacheControl] leave a Cache-Control that is already set
   * @param {boolean} [options.asValue] the response is captured
   * @param {string} [options.locale] of the page, where the request has none yet
   */
  handleError(
    req,
    res,
    { status, error, query, keepCacheControl = false, asValue = false, locale = '' }
  ) {
    if (!keepCacheControl) res.removeHeader('Cache-Control')
    const action = this.#startError(status, asValue, req, res, locale)
    return this.#run(action, req, res, { isRouted: false, error, query })
  }

  #startError(status, asValue, req, res, defaultLocale = '') {
    const locale = req[metaSymbol]?.locale ?? defaultLocale
    return this.#server.startError(status, asValue, locale, ...this.#factsOf(req, res))
  }

  #factsOf(req, res) {
    const { textOf, responseText } = this.#facts
    return [
      req.method ?? 'GET',
      req.url ?? '/',
      textOf(req),
      responseText(res, res.getHeaderNames()),
      res.statusCode
    ]
  }

  /** Resolves when no request is being answered that could not be at once. */
  idle() {
    if (this.#running === 0) return settled
    return new Promise((resolve) => this.#whenIdle.push(resolve))
  }

  #finish() {
    if (--this.#running > 0) return
    for (const resolve of this.#whenIdle.splice(0)) resolve()
  }

  async #run(first, req, res, visit) {
    this.#running++
    visit.exchanges = new Set()
    visit.isOver = false
    req.on('error', ignore)
    res.on('error', ignore)
    try {
      await this.#performAll(first, req, res, visit)
    } catch (error) {
      this.#renderer.logError(error)
      abandon(res)
    } finally {
      this.#release(visit)
      // An API route may answer after it has returned.
      if (res.writableEnded || res.destroyed) this.#finish()
      else res.once('close', () => this.#finish())
    }
  }

  /** Whether a request has come to code of the build, and somebody wants to know what it does. */
  #beginsTrace({ type }, visit) {
    if (type !== this.#type.entrypoint || visit.isTraced || !this.#tracing.isOn) return false
    visit.isTraced = true
    return true
  }

  async #performAll(first, req, res, visit) {
    let action = first
    while (action && !this.#beginsTrace(action, visit)) {
      const next = this.#perform(action, req, res, visit)
      action = next instanceof Promise ? await next : next
    }
    if (!action) return
    const route = action.isErrorPage ? '' : action.output.pathname
    await this.#tracing.trace(req, res, () => this.#performAll(action, req, res, visit), route)
  }

  #release(visit) {
    for (const exchange of visit.exchanges) this.#server.release(exchange)
    visit.exchanges.clear()
    visit.isOver = true
  }

  /** Does one action; returns the next one, or undefined when the response is done, or a promise. */
  #perform(action, req, res, visit) {
    const type = this.#type
    if (action.exchange > 0) visit.exchanges.add(action.exchange)
    switch (action.type) {
      case type.changed:
        return this.#change(action, req, res, visit)
      case type.load:
        return new Promise((resolve) => this.#server.wait(action.exchange, resolve))
      case type.finished:
        return undefined
    }
    if (res.headersSent) return abandon(res)
    switch (action.type) {
      case type.reply:
        return this.#send(action, req, res, visit) ? undefined : this.#fail(req, res, visit)
      case type.staleReply:
        return this.#sendStale(action, req, res, visit) ? undefined : this.#fail(req, res, visit)
      case type.file:
        return this.#sendFile(action, req, res, visit)
      case type.entrypoint:
        return this.#resumable(action, req, res, visit, (compress) => {
          compress(req, res)
          return this.#renderer.render(action, req, res, visit)
        })
      case type.middleware:
        return this.#runMiddleware(action, req, res, visit)
      case type.middlewareBody:
        return this.#sendMiddlewareBody(action, req, res, visit)
      case type.proxy:
        return this.#resumable(action, req, res, visit, (compress) => {
          compress(req, res)
          return this.#proxy(action, req, res, visit)
        })
      case type.image:
        return this.#resumable(action, req, res, visit, (compress) =>
          this.#images().respond(req, res, { query: action.query ?? undefined, compress })
        )
      default:
        throw new Error(`the core asks for an action of type ${action.type}`)
    }
  }

  /** Header fields that Node.js refuses are an error of the request, as in Next.js. */
  #change(changed, req, res, visit) {
    const { action } = changed
    if (action.exchange > 0) visit.exchanges.add(action.exchange)
    try {
      if (!res.headersSent) applyChanges(changed, req, res)
      return action
    } catch (error) {
      console.error(error)
      return this.#fail(req, res, visit)
    }
  }

  /** What cannot be sent is answered with the page of a 500; if that cannot be either, shortly. */
  #fail(req, res, visit) {
    if (visit.hasFailed) return abandon(res)
    visit.hasFailed = true
    return this.#startError(500, false, req, res)
  }

  /** A stale reply, and another one made behind it; see #send. */
  #sendStale({ reply, renewal }, req, res, visit) {
    const release = () => this.#server.release(renewal.exchange)
    if (!this.#send(reply, req, res, visit)) {
      release()
      return false
    }
    this.#stats.countStale()
    const { isRouted, query } = visit
    this.#app.waitUntil()(this.#renew(renewal, req, { isRouted, query }).finally(release))
    return true
  }

  async #sendFile(action, req, res, visit) {
    const compress = visit.isRouted ? this.#compressor.prepareTyped : ignore
    if (!(await sendFile(action, req, res, compress))) {
      return this.#startError(vanishedFileStatus, false, req, res)
    }
    this.#stats.count(action.kind, res)
    return undefined
  }

  async #sendMiddlewareBody(action, req, res, visit) {
    this.#compressor.prepare(req, res)
    await sendMiddlewareBody(this.#app.next, action, res, visit.middlewareBody)
    this.#stats.count(action.kind, res)
  }

  /**
   * An action whose failure the core has another answer to: `respond` resolves to that event. It may
   * outlive its client by any time; the core's part of it must not.
   */
  async #resumable(action, req, res, visit, respond) {
    const leave = () => this.#release(visit)
    res.once('close', leave)
    const event = await respond(visit.isRouted ? this.#compressor.prepare : ignore)
    res.removeListener('close', leave)
    if (event && !visit.isOver) return this.#server.resume(action.exchange, event)
    if (event) return undefined
    if (action.type === this.#type.entrypoint) this.#stats.countAnswer(res)
    this.#stats.count(action.kind, res)
    return undefined
  }

  async #proxy(action, req, res, visit) {
    try {
      const body = cloneableBody(this.#app, req, visit).cloneBodyStream()
      await proxyRequest(this.#app, action, req, res, { body })
      return undefined
    } catch (error) {
      console.error(error)
      return 'render-error'
    }
  }

  async #runMiddleware(action, req, res, visit) {
    this.#compressor.prepare(req, res)
    const leave = () => this.#release(visit)
    res.once('close', leave)
    try {
      const answer = await this.#middleware.run(action, req, res, visit)
      if (!answer || visit.isOver) return undefined
      const { status, headers, body } = answer
      res.statusCode = status
      visit.middlewareBody = body
      return this.#server.resumeMiddleware(action.exchange, status, headers)
    } catch (error) {
      if (visit.isOver) return undefined
      return this.#server.resume(action.exchange, this.#middleware.eventOf(error))
    } finally {
      res.removeListener('close', leave)
    }
  }
}

/** Gives up a response that can no longer become right: the client must not wait for the rest. */
function abandon(res) {
  if (res.writableEnded) return undefined
  if (res.headersSent) res.destroy()
  else {
    res.statusCode = 500
    res.end('Internal Server Error')
  }
  return undefined
}

module.exports = { RequestHandler }
