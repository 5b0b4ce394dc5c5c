'use strict'

// The loop over the core's actions. The core decides what a request gets. Here each action is
// performed and its outcome reported to the core, until the response is ended.

const { sendFile } = require('../actions/file')
const { sendMiddlewareBody } = require('../actions/middleware-body')
const { proxyRequest } = require('../actions/proxy')
const { sendReply } = require('../actions/reply')
const { metaSymbol } = require('../next/request-meta')
const { applyChanges } = require('./apply-changes')
const { Visit } = require('./visit')

const settled = Promise.resolve()
const ignore = () => {}

class RequestHandler {
  #server
  #type
  #event
  #fieldMerge
  #replyKinds
  #headerText
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
   * @param {import('../app/context').AppContext} parts.app
   * @param {object} parts.server the native server, loaded
   * @param {object} parts.headerText see header-text.js
   * @param {object} parts.renderer `render(action, req, res, visit)`
   * @param {Function} parts.renew see renewal.js
   * @param {import('../middleware/runner').MiddlewareRunner} [parts.middleware]
   * @param {() => import('../actions/image').ImageOptimizer} parts.images creates it at the first call
   * @param {object} parts.compressor see compression/compressor.js
   * @param {import('../metrics/tracing').Tracing} parts.tracing
   * @param {import('../metrics/request-stats').RequestStats} parts.stats
   */
  constructor({
    app,
    server,
    headerText,
    renderer,
    renew,
    middleware,
    images,
    compressor,
    tracing,
    stats
  }) {
    const { actionType, exchangeEvent, fieldMerge, replyKinds } = app.binding
    this.#server = server
    this.#type = actionType
    this.#event = exchangeEvent
    this.#fieldMerge = fieldMerge
    this.#replyKinds = replyKinds
    this.#headerText = headerText
    this.#app = app
    this.#renderer = renderer
    this.#renew = renew
    this.#middleware = middleware
    this.#images = images
    this.#compressor = compressor
    this.#tracing = tracing
    this.#stats = stats
  }

  /** Answers a request. Settles when the response has been passed on, as Next's handler does. */
  handle(req, res) {
    const { ofRequest, ofResponse } = this.#headerText
    const present = res.getHeaderNames()
    const headers = ofRequest(req)
    const set = present.length === 0 ? '' : ofResponse(res, present)
    const action = this.#server.start(req.method, req.url, headers, set, res.statusCode)
    const type = this.#type
    if (action.type === type.reply && this.#send(action, req, res)) return settled
    if (action.type === type.staleReply && this.#sendStale(action, req, res)) return settled
    if (action.type === type.image && this.#sendImage(action, req, res)) return settled
    return this.#run(action, req, res, this.#visit({ isRouted: true }))
  }

  #visit(options) {
    return new Visit(this.#server, options)
  }

  /**
   * @param {Visit} [visit] undefined for the first action of a request
   * @returns {boolean} false if Node.js refuses the reply: a field may have a value it does not take
   */
  #send(action, req, res, visit) {
    try {
      const isPage = typeof action.route === 'string'
      if (!isPage || visit?.isTraced || !this.#tracing.isOn) {
        sendReply(action, res, this.#fieldMerge)
      } else {
        const send = () => sendReply(action, res, this.#fieldMerge)
        this.#tracing.trace(req, res, send, action.route)
      }
    } catch (error) {
      if (res.headersSent) throw error
      console.error(error)
      // Node.js has already set the reason of the status.
      res.statusMessage = undefined
      return false
    }
    this.#count(action, res)
    return true
  }

  #count({ kind }, res) {
    this.#stats.count(this.#replyKinds[kind], res)
  }

  /** Sends an image that is in memory; false, with nothing sent, if it is not. */
  #sendImage(action, req, res) {
    if (res.headersSent) return false
    if (!this.#images().respondAtOnce(req, res, action.query ?? undefined)) return false
    this.#server.release(action.exchange)
    this.#count(action, res)
    return true
  }

  /** Answers with the page of `pathname`, whatever the URL is, on a captured response. */
  handlePage(req, res, pathname) {
    const action = this.#server.startPage(pathname, ...this.#describe(req, res))
    return this.#run(action, req, res, this.#visit({ isRouted: false }))
  }

  /** Re-renders the page of the URL, on a captured response. */
  handleRevalidation(req, res) {
    const action = this.#server.startRevalidation(...this.#describe(req, res))
    return this.#run(action, req, res, this.#visit({ isRouted: true }))
  }

  /**
   * Answers with the error page of `status`.
   *
   * @param {object} options
   * @param {number} options.status
   * @param {unknown} [options.error] shown to the page
   * @param {object} [options.query] given to the page; by default that of the URL
   * @param {boolean} [options.keepCacheControl] keep a Cache-Control that is already set
   * @param {boolean} [options.asValue] the response is captured
   * @param {string} [options.locale] of the page, for a request that has none yet
   */
  handleError(
    req,
    res,
    { status, error, query, keepCacheControl = false, asValue = false, locale = '' }
  ) {
    if (!keepCacheControl) res.removeHeader('Cache-Control')
    const action = this.#startError(status, asValue, req, res, locale)
    return this.#run(action, req, res, this.#visit({ isRouted: false, error, query }))
  }

  #startError(status, asValue, req, res, defaultLocale = '') {
    const locale = req[metaSymbol]?.locale ?? defaultLocale
    return this.#server.startError(status, asValue, locale, ...this.#describe(req, res))
  }

  /** The arguments that describe a request to the start methods of the core. */
  #describe(req, res) {
    const { ofRequest, ofResponse } = this.#headerText
    return [
      req.method ?? 'GET',
      req.url ?? '/',
      ofRequest(req),
      ofResponse(res, res.getHeaderNames()),
      res.statusCode
    ]
  }

  /** Resolves when no request is in flight. */
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
    req.on('error', ignore)
    res.on('error', ignore)
    try {
      await this.#performAll(first, req, res, visit)
    } catch (error) {
      this.#renderer.logError(error)
      abandon(res)
    } finally {
      visit.release()
      // An API route may answer after it has returned.
      if (res.writableEnded || res.destroyed) this.#finish()
      else res.once('close', () => this.#finish())
    }
  }

  async #performAll(first, req, res, visit) {
    let action = first
    while (action && !this.#beginsTrace(action, visit)) {
      const next = this.#perform(action, req, res, visit)
      action = next instanceof Promise ? await next : next
    }
    if (!action) return
    visit.beginTrace()
    const route = action.isErrorPage ? '' : action.output.pathname
    await this.#tracing.trace(req, res, () => this.#performAll(action, req, res, visit), route)
  }

  /** True for the first call of code of the build, if a tracer is registered. */
  #beginsTrace({ type }, visit) {
    return type === this.#type.entrypoint && !visit.isTraced && this.#tracing.isOn
  }

  /** Performs one action; returns the next one, undefined when the response is done, or a promise. */
  #perform(action, req, res, visit) {
    const type = this.#type
    visit.hold(action)
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
        throw new Error(`The core returned an action of unknown type ${action.type}.`)
    }
  }

  /** Applies changes. A header field that Node.js refuses is an error of the request, as in Next.js. */
  #change(changed, req, res, visit) {
    const { action } = changed
    visit.hold(action)
    try {
      if (!res.headersSent) applyChanges(changed, req, res)
      return action
    } catch (error) {
      console.error(error)
      return this.#fail(req, res, visit)
    }
  }

  /** Answers with the page of a 500 in place of what cannot be sent; if that fails too, with a text. */
  #fail(req, res, visit) {
    return visit.failOnce() ? this.#startError(500, false, req, res) : abandon(res)
  }

  /**
   * Sends a stale reply and re-renders the page afterwards.
   *
   * @param {Visit} [visit] as for #send
   * @returns {boolean} as #send
   */
  #sendStale({ reply, renewal }, req, res, visit) {
    let isSent = false
    try {
      isSent = this.#send(reply, req, res, visit)
    } finally {
      if (!isSent) this.#server.release(renewal.exchange)
    }
    if (!isSent) return false
    visit?.letGo(renewal)
    this.#stats.countStale()
    const { isRouted, query } = visit ?? { isRouted: true }
    this.#app.waitUntil()(this.#renew(renewal, req, { isRouted, query }))
    return true
  }

  async #sendFile(action, req, res, visit) {
    const compress = visit.isRouted ? this.#compressor.prepareTyped : ignore
    if (!(await sendFile(action, req, res, compress))) {
      return this.#server.resume(action.exchange, this.#event.fileVanished)
    }
    this.#count(action, res)
    return undefined
  }

  async #sendMiddlewareBody(action, req, res, visit) {
    this.#compressor.prepare(req, res)
    await sendMiddlewareBody(this.#app.next, action, res, visit.middlewareBody)
    this.#count(action, res)
  }

  /**
   * Performs an action that the core has another answer to if it fails: `respond` resolves to that
   * event. The action may outlive its client by any time; its exchange must not.
   */
  async #resumable(action, req, res, visit, respond) {
    const stay = visit.releaseOnClose(res)
    const event = await respond(visit.isRouted ? this.#compressor.prepare : ignore)
    stay()
    if (event) return visit.isOver ? undefined : this.#server.resume(action.exchange, event)
    if (action.type === this.#type.entrypoint) this.#stats.countAnswer(res)
    this.#count(action, res)
    return undefined
  }

  async #proxy(action, req, res, visit) {
    try {
      const body = visit.cloneableBody(this.#app, req).cloneBodyStream()
      await proxyRequest(this.#app, action, req, res, { body })
      return undefined
    } catch (error) {
      console.error(error)
      return this.#event.renderError
    }
  }

  async #runMiddleware(action, req, res, visit) {
    this.#compressor.prepare(req, res)
    const stay = visit.releaseOnClose(res)
    try {
      const answer = await this.#middleware.run(action, req, res, visit)
      if (!answer || visit.isOver) return undefined
      const { status, headers, body } = answer
      res.statusCode = status
      visit.keepMiddlewareBody(body)
      return this.#server.resumeMiddleware(action.exchange, status, headers)
    } catch (error) {
      if (visit.isOver) return undefined
      return this.#server.resume(action.exchange, this.#middleware.eventOf(error))
    } finally {
      stay()
    }
  }
}

/** Gives up a response that can no longer become right, so that the client does not wait for it. */
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
