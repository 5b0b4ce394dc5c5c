'use strict'

const { EdgeSandbox } = require('../../next/edge-sandbox')
const { reportRequestError } = require('../../next/instrumentation')
const { toQuery } = require('../../next/request-meta')

/** Answers with an output compiled for the edge runtime (runEdgeFunction in next-server.js). */
class EdgeRunner {
  #app
  #sandbox

  /** @param {import('../../app/context').AppContext} app */
  constructor(app) {
    this.#app = app
    this.#sandbox = new EdgeSandbox(app)
  }

  /**
   * @param {object} action an entrypoint action of the core
   * @param {object} meta the request meta
   * @param {import('../../exchange/visit').Visit} visit
   */
  async run(action, req, res, meta, { isRouted, query }) {
    const { next, config } = this.#app
    const { getCloneableBody, signalFromNodeResponse } = next.modules
    if (meta.isNextDataReq) req.headers['x-nextjs-data'] = '1'
    const request = {
      headers: req.headers,
      method: req.method,
      nextConfig: {
        basePath: config.basePath,
        i18n: config.i18n,
        trailingSlash: config.trailingSlash
      },
      // A page that is wanted as a value has no URL of its own.
      url: addressOf(next, isRouted ? meta.initURL : 'http://n/', query, action.params),
      page: { name: action.output.page, ...(action.params && { params: action.params }) },
      body: getCloneableBody(req, config.experimental.proxyClientMaxBodySize),
      signal: signalFromNodeResponse(res),
      waitUntil: this.#app.waitUntil()
    }
    const entry = this.#sandbox.function(action.output.page)
    const { response } = await this.#runReported(entry, request, meta.incrementalCache, action, req)
    await this.#send(response, res)
  }

  /** Reports what the sandbox throws as an error of a pages route, as next-server.js does. */
  async #runReported(entry, request, incrementalCache, { output }, req) {
    try {
      return await this.#sandbox.run(entry, request, incrementalCache)
    } catch (error) {
      await reportRequestError(this.#app, error, req, {
        routePath: output.page,
        routerKind: 'Pages Router',
        routeType: 'route',
        revalidateReason: undefined
      })
      throw error
    }
  }

  async #send(response, res) {
    const { pipeToNodeResponse, splitCookiesString } = this.#app.next.modules
    if (res.statusCode < 400) {
      res.statusCode = response.status
      res.statusMessage = response.statusText
    }
    response.headers.forEach((value, name) => {
      if (name !== 'set-cookie' && name !== 'x-middleware-set-cookie') res.appendHeader(name, value)
    })
    for (const cookie of response.headers.getSetCookie().flatMap(splitCookiesString)) {
      res.appendHeader('set-cookie', cookie)
    }
    if (response.body) await pipeToNodeResponse(response.body, res)
    else res.end()
  }
}

/** The URL of edge code, which reads the routed query and the route's params from its query. */
function addressOf(next, initURL, query, params) {
  const { urlQueryToSearchParams } = next.modules
  const url = new URL(initURL)
  const sent = Object.fromEntries(url.searchParams)
  const routed = query ?? toQuery(url.searchParams)
  url.search = urlQueryToSearchParams({ ...sent, ...routed, ...params }).toString()
  return url.toString()
}

module.exports = { EdgeRunner }
