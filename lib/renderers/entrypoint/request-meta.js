'use strict'

// The request meta: what a compiled entrypoint learns about its request besides the request itself
// (dist/server/request-meta.js). It hangs on the request under a symbol all versions share.

const { InitialUrls } = require('../../exchange/initial-url')
const { addRouterMeta, metaSymbol, toQuery } = require('../../next/request-meta')

class RequestMeta {
  #app
  #urls

  /** @param {import('../../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
    this.#urls = new InitialUrls(app)
  }

  /**
   * Puts the meta of `action` on the request. What the first call of a visit finds out, and what
   * entrypoints leave there for the page that follows, is kept for the next call.
   */
  attach(action, req, visit) {
    visit.meta ??= this.#create(req, visit)
    const { meta } = visit
    if (action.customErrorRender) meta.customErrorRender = true
    else delete meta.customErrorRender
    if (action.isErrorPage && visit.error) meta.invokeError = visit.error
    if (action.url) {
      visit.url = action.url
      delete meta.isNextDataReq
    }
    if (action.isDataRequest) meta.isNextDataReq = true
    meta.params = action.isErrorPage ? undefined : action.params
    if (action.query) visit.query = action.query
    if (action.locale) {
      meta.locale = action.locale
      meta.defaultLocale = action.defaultLocale
      meta.isLocaleDomain = action.isLocaleDomain
    }
    req[metaSymbol] = meta
    return meta
  }

  /** Gives the request the URL and query that this entrypoint expects. */
  address(action, req, visit, entrypoint) {
    req.url = visit.url
    visit.meta.query = queryFor(action, visit, entrypoint)
  }

  #create(req, visit) {
    const { headers } = req
    const initURL = this.#urls.ofServer(req)
    const url = new URL(initURL)
    // As the stock server does just before the call, with the normalization of the URL class.
    visit.url = url.pathname + url.search
    visit.query ??= toQuery(url.searchParams)
    const meta = Object.assign(req[metaSymbol] ?? {}, {
      relativeProjectDir: this.#app.relativeProjectDir,
      distDir: this.#app.distDir,
      minimalMode: false,
      initURL,
      initProtocol: this.#urls.protocol(req),
      initQuery: { ...visit.query }
    })
    addRouterMeta(meta, headers)
    return meta
  }
}

/**
 * App entrypoints get the query alone, pages with the params in it, those with getStaticProps only
 * the params (next-server.js, findPageComponents). `_rsc` is no part of a page's query.
 */
function queryFor(action, visit, entrypoint) {
  if (action.output.kind === 'pages-api') return { ...visit.query }
  const query = entrypoint.getStaticProps ? {} : { ...visit.query }
  delete query._rsc
  if (action.output.kind === 'pages' && !action.isErrorPage) Object.assign(query, action.params)
  return query
}

module.exports = { RequestMeta }
