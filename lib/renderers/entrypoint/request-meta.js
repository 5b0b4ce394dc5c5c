'use strict'

const { InitialUrls } = require('../../next/initial-url')
const { addRouterMeta, metaSymbol, toQuery } = require('../../next/request-meta')

/** Fills the request meta that compiled entrypoints read, and addresses the request to them. */
class RequestMeta {
  #app
  #urls

  /** @param {import('../../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
    this.#urls = new InitialUrls(app)
  }

  /**
   * Puts the meta of `action` on the request. All calls of a visit share one meta, because entrypoints
   * leave values there for the page that follows.
   *
   * @param {object} action an entrypoint action of the core
   * @param {import('node:http').IncomingMessage} req
   * @param {import('../../exchange/visit').Visit} visit
   * @returns {object} the meta
   * @throws ERR_INVALID_URL, at the first call, for a target that is not a URL
   */
  attach(action, req, visit) {
    if (!visit.meta) this.#begin(action, req, visit)
    const { meta } = visit
    if (action.customErrorRender) meta.customErrorRender = true
    else delete meta.customErrorRender
    if (action.isErrorPage && visit.error) meta.invokeError = visit.error
    if (action.url) delete meta.isNextDataReq
    if (action.isDataRequest) meta.isNextDataReq = true
    meta.params = action.isErrorPage ? undefined : action.params
    visit.rewrite(action)
    if (action.locale) {
      meta.locale = action.locale
      meta.defaultLocale = action.defaultLocale
      meta.isLocaleDomain = action.isLocaleDomain
    }
    req[metaSymbol] = meta
    return meta
  }

  /** Gives the request the URL and the query that this entrypoint expects. */
  address(action, req, visit, entrypoint) {
    req.url = visit.url
    visit.meta.query = queryFor(action, visit, entrypoint)
  }

  #begin(action, req, visit) {
    const initURL = this.#urls.ofServer(req)
    const { url, searchParams } = this.#parse(action, req.url, initURL)
    const query = visit.query ?? toQuery(searchParams)
    const meta = Object.assign(req[metaSymbol] ?? {}, {
      relativeProjectDir: this.#app.relativeProjectDir,
      distDir: this.#app.distDir,
      minimalMode: false,
      initURL,
      initProtocol: this.#urls.protocol(req),
      initQuery: { ...query }
    })
    addRouterMeta(meta, action)
    visit.beginRendering({ meta, url, query })
  }

  /**
   * Path and query in the normal form of the URL class, in which Next's server passes them too. The core
   * has parsed the target: mostly it is in that form, and is not parsed again.
   */
  #parse({ hasNormalUrl }, target, initURL) {
    if (hasNormalUrl && this.#urls.hasValidOrigin) {
      const at = target.indexOf('?')
      return { url: target, searchParams: new URLSearchParams(at < 0 ? '' : target.slice(at)) }
    }
    const { pathname, search, searchParams } = new URL(initURL)
    return { url: pathname + search, searchParams }
  }
}

/**
 * The query of an entrypoint (findPageComponents in next-server.js). App entrypoints get the query
 * alone, pages get it with the params, pages with getStaticProps get the params alone. A page's query
 * never contains `_rsc`.
 */
function queryFor(action, visit, entrypoint) {
  if (action.output.kind === 'pages-api') return { ...visit.query }
  const query = entrypoint.getStaticProps ? {} : { ...visit.query }
  delete query._rsc
  if (action.output.kind === 'pages' && !action.isErrorPage) Object.assign(query, action.params)
  return query
}

module.exports = { RequestMeta }
