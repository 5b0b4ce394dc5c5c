'use strict'

// The loop over the core's actions. What a request gets is decided in the core; here it is done,
// and what came of it is told to the core, until the response is ended.

const { sendReply } = require('./actions/reply')
const { sendFile } = require('./actions/file')
const { createFactReader } = require('./request-facts')

const settled = Promise.resolve()
const ignore = () => {}

// A static file that vanished after the start is a bad request to Next.js (router-server.js).
const vanishedFileStatus = 400

class RequestHandler {
  #server
  #type
  #facts
  #renderer
  #delegate
  #compressor
  #stats

  /**
   * @param {object} parts
   * @param {object} parts.binding the native addon
   * @param {object} parts.server its Server, loaded
   * @param {object} parts.renderer `render(action, req, res, visit)`
   * @param {object} parts.delegate `handle(req, res)`: the installed Next.js as a whole
   * @param {object} parts.compressor see compression.js
   * @param {import('./request-stats').RequestStats} parts.stats
   */
  constructor({ binding, server, renderer, delegate, compressor, stats }) {
    this.#server = server
    this.#type = binding.actionType
    this.#facts = createFactReader(binding.requestHeaderNames, binding.responseHeaderNames)
    this.#renderer = renderer
    this.#delegate = delegate
    this.#compressor = compressor
    this.#stats = stats
  }

  /** Answers a request. Settles when the response has been handed over, as Next's handler does. */
  handle(req, res) {
    const { requestText, responseText } = this.#facts
    const present = res.getHeaderNames()
    const headers = requestText(req.headers)
    const set = present.length === 0 ? '' : responseText(res, present)
    const action = this.#server.start(req.method, req.url, headers, set, res.statusCode)
    if (action.type === this.#type.reply) {
      sendReply(action, res)
      this.#stats.count(action.kind)
      return settled
    }
    return this.#run(action, req, res, { isRouted: true })
  }

  /** Answers with the page of `pathname`, whatever the URL; for a response that is captured. */
  handlePage(req, res, pathname) {
    const action = this.#server.startPage(pathname, ...this.#factsOf(req, res))
    return this.#run(action, req, res, { isRouted: false })
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
   */
  handleError(req, res, { status, error, query, keepCacheControl = false, asValue = false }) {
    if (!keepCacheControl) res.removeHeader('Cache-Control')
    const action = this.#server.startError(status, asValue, ...this.#factsOf(req, res))
    return this.#run(action, req, res, { isRouted: false, error, query })
  }

  #factsOf(req, res) {
    const { requestText, responseText } = this.#facts
    return [
      req.method ?? 'GET',
      req.url ?? '/',
      requestText(req.headers),
      responseText(res, res.getHeaderNames()),
      res.statusCode
    ]
  }

  async #run(first, req, res, visit) {
    visit.exchanges = new Set()
    visit.isOver = false
    req.on('error', ignore)
    res.on('error', ignore)
    try {
      let action = first
      while (action) {
        if (action.exchange > 0) visit.exchanges.add(action.exchange)
        action = await this.#perform(action, req, res, visit)
      }
    } catch (error) {
      this.#renderer.logError(error)
      abandon(res)
    } finally {
      this.#release(visit)
    }
  }

  #release(visit) {
    for (const exchange of visit.exchanges) this.#server.release(exchange)
    visit.exchanges.clear()
    visit.isOver = true
  }

  /** Does one action; returns the next one, or undefined when the response is done. */
  async #perform(action, req, res, visit) {
    const type = this.#type
    switch (action.type) {
      case type.reply:
        if (res.headersSent) return abandon(res)
        sendReply(action, res)
        break
      case type.file:
        if (res.headersSent) return abandon(res)
        if (!(await this.#sendFile(action, req, res, visit))) {
          return this.#afterVanishedFile(req, res)
        }
        break
      case type.entrypoint:
        if (res.headersSent) return abandon(res)
        return this.#render(action, req, res, visit)
      case type.load:
        return new Promise((resolve) => this.#server.wait(action.exchange, resolve))
      case type.delegate:
        await this.#delegate.handle(req, res)
        break
      default:
        return undefined
    }
    this.#stats.count(action.kind)
    return undefined
  }

  #sendFile(action, req, res, visit) {
    const compress = visit.isRouted ? this.#compressor.prepareTyped : ignore
    return sendFile(action, req, res, compress)
  }

  /** A render may outlive its client by any time; the core's part of it must not. */
  async #render(action, req, res, visit) {
    if (visit.isRouted) this.#compressor.prepare(req, res)
    const leave = () => this.#release(visit)
    res.once('close', leave)
    const event = await this.#renderer.render(action, req, res, visit)
    res.removeListener('close', leave)
    if (event && !visit.isOver) return this.#server.resume(action.exchange, event)
    if (!event) this.#stats.count(action.kind)
    return undefined
  }

  #afterVanishedFile(req, res) {
    return this.#server.startError(vanishedFileStatus, false, ...this.#factsOf(req, res))
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
