'use strict'

// Renders by calling the compiled entrypoint of the build, `handler(req, res, ctx)`, with everything
// that Next's own server does around that call. Builds since 15.5 have such entrypoints; those of other
// versions need another class with the same methods.

const { setHeaders } = require('../actions/reply')
const { IncrementalCaches } = require('../cache/incremental-cache')
const { addForwardedHeaders } = require('../next/forwarded-headers')
const { rendered } = require('../metrics/diagnostics')
const { EdgeRunner } = require('./entrypoint/edge-runner')
const { joinHeadWithBody } = require('./entrypoint/head-with-body')
const { EntrypointLoader } = require('./entrypoint/loader')
const { RenderTurns } = require('./entrypoint/render-turns')
const { RequestMeta } = require('./entrypoint/request-meta')

class EntrypointRenderer {
  #app
  #event
  #stats
  #loader
  #meta
  #caches
  #edge
  #turns = new RenderTurns()
  #patchSetHeader
  #eventOfError
  #toError

  /**
   * @param {import('../app/context').AppContext} app
   * @param {IncrementalCaches} [caches] shared with middleware
   * @param {import('../metrics/request-stats').RequestStats} [stats] counts every call
   */
  constructor(app, caches = new IncrementalCaches(app), stats = undefined) {
    const { modules } = app.next
    this.#app = app
    this.#event = app.binding.exchangeEvent
    this.#stats = stats
    this.#loader = new EntrypointLoader(app)
    this.#meta = new RequestMeta(app)
    this.#caches = caches
    this.#edge = new EdgeRunner(app)
    this.#patchSetHeader = modules.patchSetHeader
    this.#eventOfError = createClassifier(modules, this.#event)
    this.#toError = modules.toError
  }

  /**
   * Loads every entrypoint in the background, so that no request waits for it.
   *
   * @returns {Promise<{ file: string, error: unknown }[]>} the files that failed
   */
  preload() {
    return this.#loader.preloadAll()
  }

  /** Stops preload(). */
  stop() {
    this.#loader.stop()
  }

  logError(error) {
    this.#app.logError(error)
  }

  /**
   * Answers a request with an output of the build.
   *
   * @param {object} action an entrypoint action of the core
   * @param {import('node:http').IncomingMessage} req
   * @param {import('node:http').ServerResponse} res
   * @param {import('../exchange/visit').Visit} visit
   * @returns {Promise<string | undefined>} the event to resume the core with; undefined if the request
   *   was answered
   */
  async render(action, req, res, visit) {
    const start = rendered.hasSubscribers ? performance.now() : undefined
    let event
    try {
      this.#prepareResponse(action, req, res)
      if (visit.isRouted) addForwardedHeaders(req, this.#app)
      if (action.dropNextUrl) delete req.headers['next-url']
      await this.#app.isolate(() => this.#call(action, req, res, visit))
      if (action.customErrorRender) event = this.#event.errorRendered
    } catch (error) {
      event = this.#eventOf(error, action, visit)
    }
    this.#stats?.countRender({ hasFailed: event === this.#event.renderError })
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
    // A page that failed has already added it.
    if (appendVary && ![res.getHeader('vary')].flat().includes(appendVary)) {
      res.appendHeader('vary', appendVary)
    }
  }

  async #call(action, req, res, visit) {
    const meta = this.#meta.attach(action, req, visit)
    const { kind, file } = action.output
    const isEdge = file === ''
    // Awaits only what is not there yet: Next.js uses async hooks, which makes promises expensive.
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
    // Before the call an invalid URL is the request's target; during the call it may be any other.
    const isTarget = error?.code === 'ERR_INVALID_URL' && visit.meta === undefined
    const event = isTarget ? this.#event.decodeError : this.#eventOfError(error)
    if (event === undefined) return undefined
    if (action.customErrorRender) {
      this.logError(this.#toError(error))
      return this.#event.errorRendered
    }
    if (event === this.#event.renderError) {
      visit.failWith(this.#toError(error))
      this.logError(visit.error)
    }
    return event
  }
}

// The kinds that render with React. Other outputs return soon.
const isPage = { 'app-page': true, pages: true }

// The kinds that create their incremental cache themselves, or have none.
const hasOwnCache = { pages: true, 'pages-api': true }

/** Tells what a rejected entrypoint means: an event, or undefined when the client has left. */
function createClassifier({ NoFallbackError, DecodeError, NormalizeError }, event) {
  const aborted = new Set(['AbortError', 'ResponseAborted'])
  return (error) => {
    if (error instanceof NoFallbackError) return event.noFallback
    if (error instanceof DecodeError || error instanceof NormalizeError) return event.decodeError
    if (aborted.has(error?.name)) return undefined
    return event.renderError
  }
}

module.exports = { EntrypointRenderer }
