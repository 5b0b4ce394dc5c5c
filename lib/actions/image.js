'use strict'

// Optimized images: what Next's server does around its image optimizer (handleNextImageRequest and
// imageOptimizer in next-server.js). Checks, cache and optimizer are those of the installed Next.js.
// In addition the number of images in work is limited, and hits stay in memory, which Next.js reads
// from disk each time.

const { ServerResponse } = require('node:http')
const { ImageMaker } = require('../image/image-maker')
const { AbandonedWork } = require('../image/concurrency-limiter')
const { loadParts } = require('../image/next-parts')
const { sendReply } = require('./reply')

const ignore = () => {}

class ImageOptimizer {
  #app
  #event
  #options
  #parts
  #maker
  #ready

  /**
   * @param {import('../app/context').AppContext} app
   * @param {object} options
   * @param {(req: object, res: object) => Promise<void>} options.handle the app's request handler,
   *   for the images of this app; called with stand-ins
   * @param {number} [options.concurrency] how many images are optimized at once
   */
  constructor(app, options) {
    this.#app = app
    this.#event = app.binding.exchangeEvent
    this.#options = options
  }

  /**
   * Answers with the image that the query asks for.
   *
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @param {object} options
   * @param {Record<string, string | string[]>} [options.query] by default that of the URL
   * @param {(req: object, res: object) => void} [options.compress] called before a response begins,
   *   unless nothing of it would be compressed
   * @returns {Promise<string | undefined>} the event to resume the core with; undefined if the request
   *   was answered
   */
  async respond(req, res, { query, compress = ignore }) {
    const { loader, unoptimized } = this.#app.config.images
    if (loader !== 'default' || unoptimized) return this.#event.noFallback
    try {
      if (!this.#parts) await this.#load()
      const parameters = this.#parts.parameters.read(req, query)
      if ('errorMessage' in parameters) {
        compress(req, res)
        sendText(res, 400, parameters.errorMessage)
      } else {
        await this.#answer(parameters, req, res, compress)
      }
      return undefined
    } catch (error) {
      return this.#eventOf(error, req, res, compress)
    }
  }

  /**
   * Answers as respond() does, if the image and its header fields are in memory.
   *
   * @returns {boolean} false, with nothing sent, if they are not
   */
  respondAtOnce(req, res, query) {
    if (!this.#parts) return false
    const parameters = this.#parts.parameters.known(req, query)
    const hit = parameters && this.#parts.cache.findAtOnce(parameters.cacheKey)
    return hit?.reply !== undefined && sendReady(hit, req, res)
  }

  /** Runs at the first request for an image; again if it failed. */
  async #load() {
    this.#ready ??= loadParts(this.#app)
    try {
      const parts = await this.#ready
      this.#maker ??= new ImageMaker(this.#app, parts, this.#options)
      this.#parts = parts
    } finally {
      this.#ready = undefined
    }
  }

  async #answer(parameters, req, res, compress) {
    const hit = await this.#parts.cache.find(parameters.cacheKey)
    if (hit) return this.#sendHit(hit, parameters, req, res, compress)
    compress(req, res)
    const entry = await this.#maker.entryOf(parameters, req, res)
    const { value, cacheControl } = entry
    const xCache = entry.isMiss ? 'MISS' : entry.isStale ? 'STALE' : 'HIT'
    this.#send(req, res, { parameters, value, maxAge: cacheControl?.revalidate || 0, xCache })
    return undefined
  }

  #sendHit(hit, parameters, req, res, compress) {
    const { value, maxAge } = hit
    const answer = { parameters, value, maxAge, xCache: 'HIT' }
    hit.reply ??= this.#record(answer)
    if (sendReady(hit, req, res)) return
    compress(req, res)
    this.#send(req, res, answer)
  }

  #send(req, res, { parameters, value, maxAge, xCache }) {
    const { href, isStatic } = parameters
    const { extension, buffer, etag } = value
    const { images } = this.#app.config
    const { sendResponse } = this.#parts
    sendResponse(req, res, href, extension, buffer, etag, isStatic, xCache, images, maxAge, false)
  }

  /** The header fields that Next.js sends with an answer. */
  #record(answer) {
    const req = { method: 'HEAD', headers: {} }
    const res = new ServerResponse(req)
    this.#send(req, res, answer)
    const headers = res.getRawHeaderNames().flatMap((name) => [name, String(res.getHeader(name))])
    return { headers, isCompressible: this.#parts.isCompressible(req, res) }
  }

  #eventOf(error, req, res, compress) {
    if (error instanceof AbandonedWork) return undefined
    if (error?.code === 'ERR_INVALID_URL') return this.#event.decodeError
    compress(req, res)
    if (this.#parts && error instanceof this.#parts.ImageError) {
      sendText(res, error.statusCode, error.message)
    } else {
      this.#app.logError(this.#parts?.toError(error) ?? error)
      sendText(res, 500, 'Internal Server Error')
    }
    return undefined
  }
}

/** Sends the recorded answer; false, with nothing sent, if it is not one to this request. */
function sendReady({ value, reply }, req, res) {
  if (isConditional(req) || req.method === 'HEAD' || reply.isCompressible) return false
  sendReply({ status: res.statusCode, headers: reply.headers, body: value.buffer }, res)
  return true
}

const isConditional = ({ headers }) =>
  headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined

function sendText(res, status, text) {
  if (!res.headersSent) res.statusCode = status
  res.end(text)
}

module.exports = { ImageOptimizer }
