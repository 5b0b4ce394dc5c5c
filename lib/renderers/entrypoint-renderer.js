'use strict'

// Renders what the core asks for by calling the compiled entrypoint of the build, with everything
// around the call that Next's own server does (contract of `handler(req, res, ctx)`, Next >= 15.5).
// Builds without `handler` get another class with the same `render`.

const { rendered } = require('../metrics/diagnostics')
const { EntrypointLoader } = require('./entrypoint/loader')
const { RequestMeta } = require('./entrypoint/request-meta')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { EdgeRunner } = require('./entrypoint/edge-runner')
const { RenderTurns } = require('./entrypoint/render-turns')
const { joinHeadWithBody } = require('./entrypoint/head-with-body')
const { addForwardedHeaders } = require('../exchange/forwarded-headers')
const { setHeaders } = require('../actions/reply')

class EntrypointRenderer {
  #app
  #stats
  #loader
  #meta
  #caches
  #edge
  #turns = new RenderTurns()
  #patchSetHeader
  #classify
  #toError

  /**
   * @param {import('../app/context').AppContext} app
   * @param {IncrementalCaches} [caches] shared with middleware
   * @param {import('../metrics/request-stats').RequestStats} [stats] told of every call
   */
  constructor(app, caches = new IncrementalCaches(app), stats = undefined) {
    const { next } = app
    this.#app = app
    this.#stats = stats
    this.#loader = new EntrypointLoader(app)
    this.#meta = new RequestMeta(app)
    this.#caches = caches
    this.#edge = new EdgeRunner(app)
    this.#patchSetHeader = next.modules.patchSetHeader
    this.#classify = createClassifier(next)
    // Anything can be thrown, also nothing.
    this.#toError = next.modules.toError
  }

  /** Loads every entrypoint ahead, in the background, so that no request waits for it. */
  preload() {
    return this.#loader.preloadAll()
  }

  stop() {
    this.#loader.stop()
  }

  logError(error) {
    this.#app.logError(error)
  }

  /**
   * Answers on `res` what `action` names.
   *
   * @param {object} action an entrypoint action of the core
   * @param {object} visit what is known of this request so far: `error` and `query` for error
   *   pages, and the request meta that a call leaves for the next one; a `waitUntil` of its own
   * @returns {Promise<string | undefined>} the event to resume the core with; undefined when the
   *   response has been answered
   */
  async render(action, req, res, visit) {
    const start = rendered.hasSubscribers ? performance.now() : undefined
    let event
    try {
      this.#prepareResponse(action, req, res)
      if (visit.isRouted) addForwardedHeaders(req, this.#app)
      if (action.dropNextUrl) delete req.headers['next-url']
      await this.#app.isolate(() => this.#call(action, req, res, visit))
      if (action.customErrorRender) event = 'error-rendered'
    } catch (error) {
      event = this.#eventOf(error, action, visit)
    }
    this.#stats?.countRender({ hasFailed: event === 'render-error' })
    if (start !== undefined) {
      rendered.publish({
        dir: this.#stats?.dir,
        route: action.output.pathname,
        kind: action.output.kind,
        isErrorPage: action.isErrorPage === true,
        outcome: event ?? 'done',
        duration: performance.now() - start,
        req
      })
    }
    return event
  }

  #prepareResponse(action, req, res) {
    this.#patchSetHeader(req, res)
    joinHeadWithBody(res)
    res.statusCode = action.status
    setHeaders(res, action.headers)
    const { appendVary } = action
    // Not again behind a page that has failed.
    if (appendVary && ![res.getHeader('vary')].flat().includes(appendVary)) {
      res.appendHeader('vary', appendVary)
    }
  }

  async #call(action, req, res, visit) {
    const meta = this.#meta.attach(action, req, visit)
    const { kind, file } = action.output
    const isEdge = file === ''
    // Nothing is awaited that is there: Next.js has async hooks on, which make promises dear.
    if (!this.#caches.isLoaded) await this.#caches.load()
    if (hasOwnCache[kind] && !isEdge) this.#caches.offer(req)
    else meta.incrementalCache = this.#caches.forRequest(req, meta.incrementalCache)
    if (isEdge) return this.#edge.run(action, req, res, meta, visit)
    const loaded = this.#loader.load(action.output)
    const entrypoint = loaded instanceof Promise ? await loaded : loaded
    const turn = isPage[kind] ? this.#turns.take() : undefined
    if (turn) await turn
    this.#meta.address(action, req, visit, entrypoint)
    const waitUntil = visit.waitUntil ?? this.#app.waitUntil()
    return entrypoint.handler(req, res, { waitUntil, requestMeta: meta })
  }

  #eventOf(error, action, visit) {
    // Of the target before the call; within the call any other URL may be meant.
    const isTarget = error?.code === 'ERR_INVALID_URL' && visit.meta === undefined
    const event = isTarget ? 'decode-error' : this.#classify(error)
    if (event === undefined) return undefined
    if (action.customErrorRender) {
      this.logError(this.#toError(error))
      return 'error-rendered'
    }
    if (event === 'render-error') {
      visit.error = this.#toError(error)
      this.logError(visit.error)
    }
    return event
  }
}

// What renders with React; other outputs come back soon.
const isPage = { 'app-page': true, pages: true }

// What makes its incremental cache itself, or has none.
const hasOwnCache = { pages: true, 'pages-api': true }

/** What a rejected entrypoint means: an event, or undefined when the client has left. */
function createClassifier(next) {
  const { NoFallbackError, DecodeError, NormalizeError } = next.modules
  const aborted = new Set(['AbortError', 'ResponseAborted'])
  return (error) => {
    if (error instanceof NoFallbackError) return 'no-fallback'
    if (error instanceof DecodeError || error instanceof NormalizeError) return 'decode-error'
    if (aborted.has(error?.name)) return undefined
    return 'render-error'
  }
}

module.exports = { EntrypointRenderer }
