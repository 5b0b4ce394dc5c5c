'use strict'

const { createRequire } = require('node:module')
const path = require('node:path')

/**
 * Middleware for Node.js, such as any `proxy` file: a module of the build (loadNodeMiddleware in
 * next-server.js).
 */
class NodeMiddleware {
  #require

  /** @param {import('../app/context').AppContext} app */
  constructor({ serverDistDir }) {
    // Not the `require` of this file, see renderers/entrypoint/loader.js.
    this.#require = createRequire(path.join(serverDistDir, 'server.js'))
  }

  /** The module, which is a promise if it has top-level await. */
  async load() {
    return this.#require('./middleware.js')
  }

  /** Calls the middleware with a copy of the body, and puts the body back into the request. */
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
