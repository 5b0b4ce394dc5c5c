'use strict'

const { cloneableBody } = require('./cloneable-body')

/**
 * One request on its way to its answer: the exchanges of the core that it holds, and what one step
 * leaves for the next.
 */
class Visit {
  #server
  #exchanges = new Set()
  #isOver = false
  #isTraced = false
  #hasFailed = false
  #error
  #query
  #meta
  #url
  #body
  #middlewareBody

  /**
   * @param {object} server the native server, whose exchanges this visit releases
   * @param {object} options
   * @param {boolean} options.isRouted the answer goes through routing to a client; false for a page
   *   that is wanted as a value, or by its name
   * @param {unknown} [options.error] shown to the error page
   * @param {object} [options.query] given to the page; by default that of the URL
   * @param {(work: Promise<unknown>) => void} [options.waitUntil] takes the background work; by
   *   default the app's
   */
  constructor(server, { isRouted, error, query, waitUntil }) {
    this.#server = server
    this.#error = error
    this.#query = query
    /** True if the answer goes through routing to a client. */
    this.isRouted = isRouted
    /** Takes the background work; undefined for the `waitUntil` of the app. */
    this.waitUntil = waitUntil
  }

  /** Holds the exchange of an action, if it has one, until release(). */
  hold({ exchange = 0, renewal }) {
    const held = renewal ? renewal.exchange : exchange
    if (held > 0) this.#exchanges.add(held)
  }

  /** Leaves the exchange of an action to another visit. */
  letGo({ exchange }) {
    this.#exchanges.delete(exchange)
  }

  /** Gives all exchanges back to the core and ends the visit. May be called again. */
  release() {
    for (const exchange of this.#exchanges) this.#server.release(exchange)
    this.#exchanges.clear()
    this.#isOver = true
  }

  /**
   * Releases the visit if the client leaves, for steps that may outlive their client by any time.
   *
   * @param {import('node:http').ServerResponse} res
   * @returns {() => void} stops that
   */
  releaseOnClose(res) {
    const release = () => this.release()
    res.once('close', release)
    return () => res.removeListener('close', release)
  }

  /** True once the visit was released: the core no longer waits for an event. */
  get isOver() {
    return this.#isOver
  }

  /** True once a span of the request was begun. */
  get isTraced() {
    return this.#isTraced
  }

  /** Notes that a span of the request is begun. */
  beginTrace() {
    this.#isTraced = true
  }

  /**
   * Notes that an answer could not be sent.
   *
   * @returns {boolean} whether an error page may still take its place: only once
   */
  failOnce() {
    if (this.#hasFailed) return false
    this.#hasFailed = true
    return true
  }

  /** The error that the error page is shown. */
  get error() {
    return this.#error
  }

  /** Notes the error of a page that failed, for the error page. */
  failWith(error) {
    this.#error = error
  }

  /** Notes the failure of middleware: the error page is shown the error, and no query. */
  failInMiddleware(error) {
    this.#error = error
    this.#query = {}
  }

  /** The query after routing; undefined until it is known. */
  get query() {
    return this.#query
  }

  /** The path and query that entrypoints are called with; undefined before the first call. */
  get url() {
    return this.#url
  }

  /** The request meta, shared by all calls of the visit; undefined before the first call. */
  get meta() {
    return this.#meta
  }

  /**
   * Notes what the first call of an entrypoint found out about the request.
   *
   * @param {{ meta: object, url: string, query: object }} parts `query` counts unless one is known
   */
  beginRendering({ meta, url, query }) {
    this.#meta = meta
    this.#url = url
    this.#query ??= query
  }

  /** Follows a rewrite. What it leaves as it is, is undefined. */
  rewrite({ url, query }) {
    if (url) this.#url = url
    if (query) this.#query = query
  }

  /**
   * The body of the request for steps that read it more than once; the same for all of them.
   *
   * @param {import('../app/context').AppContext} app
   * @param {import('node:http').IncomingMessage} req
   */
  cloneableBody(app, req) {
    this.#body ??= cloneableBody(app, req)
    return this.#body
  }

  /** Has the next reader copy the body again, when what was read is back in the request. */
  forgetBody() {
    this.#body = undefined
  }

  /** The body of middleware's answer. */
  get middlewareBody() {
    return this.#middlewareBody
  }

  /** @param {ReadableStream | null} body of middleware's answer, until the core asks for it */
  keepMiddlewareBody(body) {
    this.#middlewareBody = body
  }
}

module.exports = { Visit }
