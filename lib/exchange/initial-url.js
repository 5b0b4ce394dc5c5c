'use strict'

/**
 * The absolute URL of a request as it came, which Next.js makes twice and not quite alike: its
 * router, to tell its own origin from others, and its server, for user code.
 */
class InitialUrls {
  #origin
  #trustsHost

  /** @param {import('../app/context').AppContext} app */
  constructor({ next, hostname, port, config }) {
    const { formatHostname } = next.modules
    this.#origin = `${formatHostname(hostname)}:${port}`
    this.#trustsHost = Boolean(config.experimental.trustHostHeader)
  }

  /** The router's (resolve-routes.js): what stays on this origin is relative to it. */
  ofRouter(req) {
    const { headers, socket } = req
    if (this.#trustsHost) return `https://${headers.host || 'localhost'}${req.url}`
    const isSecure = socket?.encrypted || isForwardedHttps(headers)
    return `${isSecure ? 'https' : 'http'}://${this.#origin}${req.url}`
  }

  /**
   * The server's (base-server.js, attachRequestMeta): what middleware, pages and route handlers
   * see. By the time it is made the request has its `x-forwarded-proto`.
   */
  ofServer(req, target = req.url) {
    return `${this.protocol(req)}://${this.#origin}${target}`
  }

  /** 'http' or 'https', as of the server. */
  protocol({ headers }) {
    return isForwardedHttps(headers) ? 'https' : 'http'
  }
}

function isForwardedHttps(headers) {
  return Boolean(headers['x-forwarded-proto']?.includes('https'))
}

module.exports = { InitialUrls }
