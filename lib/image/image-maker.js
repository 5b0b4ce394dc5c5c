'use strict'

const os = require('node:os')
const { EventEmitter } = require('node:events')
const { Demand } = require('./demand')
const { AbandonedWork, ConcurrencyLimiter } = require('./concurrency-limiter')

const ignore = () => {}

/**
 * How many images are optimized at once: one for each core. Each keeps a thread of Node's pool busy,
 * which has four by default and also reads files and looks names up. One thread is left for those.
 */
function defaultConcurrency() {
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4
  return Math.max(1, Math.min(os.availableParallelism(), threads - 1))
}

/**
 * Returns images from the cache or optimizes them. Equal requests share one job, a stale image is sent
 * while a new one is made, and a limited number is optimized at once.
 */
class ImageMaker {
  #app
  #parts
  #handle
  #limiter
  #demand = new Demand()

  /**
   * @param {import('../app/context').AppContext} app
   * @param {object} parts see next-parts.js
   * @param {object} options
   * @param {(req: object, res: object) => Promise<void>} options.handle the app's request handler
   * @param {number} [options.concurrency]
   */
  constructor(app, parts, { handle, concurrency = defaultConcurrency() }) {
    this.#app = app
    this.#parts = parts
    this.#handle = handle
    this.#limiter = new ConcurrencyLimiter(concurrency)
  }

  /**
   * The cache entry of an image, in the form of Next's response cache.
   *
   * @param {object} parameters see parameters.js
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @throws {AbandonedWork} if all clients have left before its turn came
   */
  async entryOf(parameters, req, res) {
    const { responses, cache, routeKind } = this.#parts
    const context = {
      routeKind,
      incrementalCache: cache,
      isFallback: false,
      // Clients that wait get the failure, and Next.js logs it if there are none.
      waitUntil: (work) => this.#app.waitUntil()(work.catch(ignore))
    }
    const make = (job) => this.#make(parameters, req, job)
    const leave = this.#demand.join(parameters.cacheKey, res)
    try {
      for (;;) {
        try {
          const entry = await responses.get(parameters.cacheKey, make, context)
          if ('error' in entry) throw entry.error
          return entry
        } catch (error) {
          // The request may have joined the work just as it was abandoned.
          if (!(error instanceof AbandonedWork) || res.closed) throw error
        }
      }
    } finally {
      leave()
    }
  }

  /**
   * Optimizes an image. The limit does not include fetching: an image of this app may itself be one
   * that has to be optimized first.
   */
  async #make(parameters, req, { previousCacheEntry, hasResolved }) {
    const { imageOptimizer, getExtension, imageKind } = this.#parts
    const upstream = await this.#fetch(parameters, req)
    const options = { isDev: false, previousCacheEntry }
    const { buffer, contentType, maxAge, etag, upstreamEtag } = await this.#limiter.run(
      () => imageOptimizer(upstream, parameters, this.#app.config, options),
      () => hasResolved || this.#demand.has(parameters.cacheKey)
    )
    const extension = getExtension(contentType)
    return {
      value: { kind: imageKind, buffer, etag, extension, upstreamEtag },
      cacheControl: { revalidate: maxAge, expire: undefined }
    }
  }

  #fetch({ href, isAbsolute }, req) {
    const { fetchExternalImage, fetchInternalImage } = this.#parts
    const { dangerouslyAllowLocalIP, maximumResponseBody, maximumRedirects } =
      this.#app.config.images
    if (isAbsolute) {
      return fetchExternalImage(
        href,
        dangerouslyAllowLocalIP,
        maximumResponseBody,
        maximumRedirects
      )
    }
    const asked = { method: req.method, socket: socketFacts(req) }
    return fetchInternalImage(href, asked, undefined, maximumResponseBody, this.#handlerFor(req))
  }

  /** Fetches the source of an image from the app's own request handler. */
  #handlerFor({ url }) {
    const ownUrl = this.#parts.removePathPrefix(url, this.#app.config.basePath)
    return async (req, res) => {
      if (req.url === ownUrl) throw new Error('An image cannot be its own source.')
      // A response that becomes too large is destroyed, which its renderer may not notice.
      await Promise.race([this.#handle(req, res), res.hasStreamed])
    }
  }
}

/** A stand-in for the socket of a request, whose end must not end an image that others wait for. */
function socketFacts({ socket }) {
  const { encrypted, remoteAddress, remotePort, localAddress, localPort } = socket ?? {}
  const facts = { encrypted, remoteAddress, remotePort, localAddress, localPort }
  return Object.assign(new EventEmitter(), facts)
}

module.exports = { ImageMaker }
