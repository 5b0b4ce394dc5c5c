'use strict'

const path = require('node:path')

/** Middleware for Node.js, such as any `proxy` file: a module of the build (loadNodeMiddleware). */
class NodeMiddleware {
  #file

  /** @param {import('../site').Site} site */
  constructor({ serverDistDir }) {
    this.#file = path.join(serverDistDir, 'middleware.js')
  }

  /** The module; a promise where it has top-level await. */
  async load() {
    return require(this.#file)
  }

  async call(request) {
    const module = await this.load()
    const adapter = module.default || module
    const handler = module.proxy || module.middleware || module
    const { body } = request
    try {
      const copy = body?.cloneBodyStream()
      return await adapter({ handler, request: { ...request, body: copy }, page: 'middleware' })
    } finally {
      await body?.finalize()
    }
  }
}

module.exports = { NodeMiddleware }
