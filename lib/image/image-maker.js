'use strict'

const os = require('node:os')
const { EventEmitter } = require('node:events')
const { Demand } = require('./demand')
const { DroppedJob, JobQueue } = require('./concurrency-limiter')

const ignore = () => {}

/**
 * How many images are worked on at once: one for each core. Each keeps a thread of the pool of
 * Node.js busy, by default one of four, that files are read and names are looked up with as well:
 * one thread is left to them.
 */
function defaultConcurrency() {
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4
  return Math.max(1, Math.min(os.availableParallelism(), threads - 1))
}

/**
 * Images from the cache, or made anew: equal requests share one job, an outdated image is sent while
 * a new one is made, and so many are made at once.
 */
class ImageMaker {
  #app
  #parts
  #handle
  #queue
  #demand = new Demand()

  /**
   * @param {import('../app/context').AppContext} app
   * @param {object} parts see next-parts.js
   * @param {object} options
   * @param {(req: object, res: object) => Promise<void>} options.handle answers for this app
   * @param {number} [options.concurrency]
   */
  constructor(app, parts, { handle, concurrency = defaultConcurrency() }) {
    this.#app = app
    this.#parts = parts
    this.#handle = handle
    this.#queue = new JobQueue(concurrency)
  }

  /**
   * The cache entry of an image, as Next's response cache has it.
   *
   * @param {object} parameters see parameters.js
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @throws {DroppedJob} if all who asked for it have left before it was begun
   */
  async entryOf(parameters, req, res) {
    const { responses, cache, routeKind } = this.#parts
    const context = {
      routeKind,
      incrementalCache: cache,
      isFallback: false,
      // Failures are told to who waits, and logged if nobody does.
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
          // Joined just as it was dropped?
          if (!(error instanceof DroppedJob) || res.closed) throw error
        }
      }
    } finally {
      leave()
    }
  }

  /**
   * Makes the entry. Fetching is not part of what is bounded: an image of this app may be one that
   * has to be optimized first.
   */
  async #make(parameters, req, { previousCacheEntry, hasResolved }) {
    const { imageOptimizer, getExtension, imageKind } = this.#parts
    const upstream = await this.#fetch(parameters, req)
    const options = { isDev: false, previousCacheEntry }
    const { buffer, contentType, maxAge, etag, upstreamEtag } = await this.#queue.run(
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

  /** Answers what an image is made of with our own request handler. */
  #handlerFor({ url }) {
    const ownUrl = this.#parts.removePathPrefix(url, this.#app.config.basePath)
    return async (req, res) => {
      if (req.url === ownUrl) throw new Error('an image cannot be made of itself')
      // A response that becomes too large is destroyed, and who renders it may not notice.
      await Promise.race([this.#handle(req, res), res.hasStreamed])
    }
  }
}

/**
 * A stand-in for the socket of a request: the image is made for others as well and must not end
 * with it.
 */
function socketFacts({ socket }) {
  const { encrypted, remoteAddress, remotePort, localAddress, localPort } = socket ?? {}
  const facts = { encrypted, remoteAddress, remotePort, localAddress, localPort }
  return Object.assign(new EventEmitter(), facts)
}

module.exports = { ImageMaker }
