'use strict'

/** Middleware compiled for the edge runtime: it runs in Next's sandbox. */
class EdgeMiddleware {
  #sandbox
  #entry

  /** @param {import('../next/edge-sandbox').EdgeSandbox} sandbox */
  constructor(sandbox) {
    this.#sandbox = sandbox
    this.#entry = sandbox.middleware
  }

  load() {
    return this.#sandbox.load(this.#entry)
  }

  /** The sandbox copies the body, and puts it back into the request afterwards. */
  call(request) {
    return this.#sandbox.run(this.#entry, request)
  }
}

module.exports = { EdgeMiddleware }
