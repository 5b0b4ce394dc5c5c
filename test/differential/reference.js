'use strict'
// Runs the real router of the installed Next.js (dist/server/lib/router-server.js and everything
// below it) in this process, and records what it does with a request to a synthetic build.

const { EventEmitter } = require('node:events')

const { installStubs } = require('./entry-stubs')
const { openExchange } = require('./exchange')
const { requireNext, resolveNext } = require('./next-package')

const stuckAfterMs = 10_000

// The record of the request that is being answered.
let current

function replaceModule(request, exports) {
  const file = resolveNext(request)
  const module = require.cache[file]
  if (module) module.exports = exports
  else require.cache[file] = Object.assign(new module.constructor(file), { exports, loaded: true })
}

// Records the router's decision on its way to router-server.js.
function watchRouter() {
  const request = 'dist/server/lib/router-utils/resolve-routes'
  const { getResolveRoutes } = requireNext(request)
  replaceModule(request, {
    getResolveRoutes(...args) {
      const resolve = getResolveRoutes(...args)
      return async (options) => {
        const decision = await resolve(options)
        current.decisions.push(structuredClone(plain(decision)))
        return decision
      }
    }
  })
}

const plain = ({ matchedOutput, parsedUrl, resHeaders, statusCode, finished }) => ({
  output: matchedOutput && {
    type: matchedOutput.type,
    pathname: matchedOutput.itemPath,
    page: matchedOutput.route?.page,
    kind: matchedOutput.route?.kind,
    params: matchedOutput.params
  },
  protocol: parsedUrl.protocol,
  query: parsedUrl.query,
  resHeaders,
  statusCode,
  finished
})

// Notes requests to the image optimizer, which begins with this call.
function watchImages() {
  const { ImageOptimizerCache } = requireNext('dist/server/image-optimizer')
  const validateParams = ImageOptimizerCache.validateParams
  ImageOptimizerCache.validateParams = (...args) => {
    current.asksForImage = true
    return validateParams.apply(ImageOptimizerCache, args)
  }
}

// Replaces the proxy: external rewrites end here.
class ProxyServer {
  #listeners = {}

  constructor({ target }) {
    current.proxy = target.href
  }

  on(event, listener) {
    ;(this.#listeners[event] ??= []).push(listener)
  }

  async web(_req, res) {
    const request = Object.assign(new EventEmitter(), { destroy() {} })
    for (const listener of this.#listeners.proxyReq) listener(request)
    res.end('proxied')
    request.emit('close')
  }

  close() {}
}

function watchProxy() {
  const request = 'dist/compiled/httpxy'
  requireNext(request)
  replaceModule(request, { ProxyServer })
}

function prepareNext() {
  process.env.NODE_ENV ||= 'production'
  installStubs((call) => current.calls.push(call))
  requireNext('dist/server/node-environment')
  requireNext('dist/server/require-hook')
  watchRouter()
  watchProxy()
  watchImages()
}

let isPrepared = false

class Reference {
  #server

  /** @param {string} dir of a synthetic build */
  static async start(dir) {
    if (!isPrepared) prepareNext()
    isPrepared = true
    const reference = new Reference()
    const listeners = process.listeners('uncaughtException')
    const { initialize } = requireNext('dist/server/lib/router-server')
    reference.#server = await quietly(() =>
      initialize({
        dir,
        port: 3000,
        hostname: 'localhost',
        dev: false,
        customServer: true,
        quiet: true
      })
    )
    // Next.js adds one for every app.
    for (const listener of process.listeners('uncaughtException')) {
      if (!listeners.includes(listener)) process.off('uncaughtException', listener)
    }
    return reference
  }

  /**
   * @returns {Promise<object>} the answer, the calls of entrypoints and middleware, the router's
   *   decisions, the target of an external rewrite
   */
  async ask(request) {
    current = { calls: [], decisions: [], proxy: undefined, errors: [] }
    const seen = current
    const { req, res, finished, answer } = openExchange(request)
    await quietly(async () => {
      let timer
      const stuck = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('no answer')), stuckAfterMs)
      })
      const handled = this.#server.requestHandler(req, res).catch((error) => {
        seen.errors.push(error)
        if (!res.writableEnded) {
          res.statusCode = 500
          res.end('unhandled')
        }
      })
      try {
        await Promise.race([Promise.all([handled, finished]), stuck])
      } finally {
        clearTimeout(timer)
      }
    }, seen.errors)
    return { ...seen, ...answer() }
  }
}

// Errors of a request are part of its result and are not printed.
async function quietly(work, errors = []) {
  const { error, log, warn } = console
  console.error = (...args) => void errors.push(args)
  console.log = console.warn = () => {}
  try {
    return await work()
  } finally {
    Object.assign(console, { error, log, warn })
  }
}

module.exports = { Reference }
