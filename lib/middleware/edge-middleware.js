'use strict'

/** Middleware compiled for the edge runtime. Runs in Next's sandbox. */
class EdgeMiddleware {
  #sandbox
  #entry

  /** @param {import('../next/edge-sandbox').EdgeSandbox} sandbox */
  constructor(sandbox) {
    this.#sandbox = sandbox
    this.#entry = sandbox.middleware
  }

  /** Evaluates the middleware. */
  load() {
    return this.#sandbox.load(this.#entry)
  }

  /** Calls the middleware. The sandbox copies the body and puts it back into the request. */
  call(request) {
    return this.#sandbox.run(this.#entry, request)
  }
}

module.exports = { EdgeMiddleware }
