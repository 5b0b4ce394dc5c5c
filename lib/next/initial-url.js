'use strict'

/**
 * The absolute URL of a request before routing. Next.js composes it twice, in two ways: its router, to
 * tell its own origin from others, and its server, for user code.
 */
class InitialUrls {
  #origin
  #trustsHost

  /** @param {import('../app/context').AppContext} app */
  constructor({ next, hostname, port, config }) {
    this.#origin = `${next.modules.formatHostname(hostname)}:${port}`
    this.#trustsHost = Boolean(config.experimental.trustHostHeader)
    /** True if the app's host name and port are those of a URL. */
    this.hasValidOrigin = URL.canParse(`http://${this.#origin}`)
  }

  /** The router's URL (resolve-routes.js): targets on its origin become relative. */
  ofRouter(req) {
    const { headers, socket } = req
    if (this.#trustsHost) return `https://${headers.host || 'localhost'}${req.url}`
    const isSecure = socket?.encrypted || isForwardedHttps(headers)
    return `${isSecure ? 'https' : 'http'}://${this.#origin}${req.url}`
  }

  /**
   * The server's URL (attachRequestMeta in base-server.js), which middleware, pages and route handlers
   * see. Needs the request's `x-forwarded-proto`, see forwarded-headers.js.
   */
  ofServer(req, target = req.url) {
    return `${this.protocol(req)}://${this.#origin}${target}`
  }

  /** The protocol of the server's URL: 'http' or 'https'. */
  protocol({ headers }) {
    return isForwardedHttps(headers) ? 'https' : 'http'
  }
}

function isForwardedHttps(headers) {
  return Boolean(headers['x-forwarded-proto']?.includes('https'))
}

module.exports = { InitialUrls }
