'use strict'

// gzip and deflate on the fly, by the middleware that Next.js itself uses, for answers that are
// made per request. Ready replies never pass through here: the core has their encoded forms.

const { Duplex } = require('node:stream')

const noop = () => {}

/**
 * Ends the zlib stream the middleware made for a response whose client left; nothing else does.
 * The stream shows itself as the target of `on('drain')`, which the middleware redirects.
 */
function releaseStream(res) {
  const target = res.on('drain', noop)
  if (target !== res && target instanceof Duplex) target.destroy()
  else res.off('drain', noop)
}

/**
 * @param {import('./installed-next').InstalledNext} next
 * @param {object} config the evaluated configuration
 * @returns {{ prepare(req: object, res: object): void, prepareTyped(req: object, res: object): void }}
 *   `prepare` is for a response of which nothing is known yet and is harmless when called again;
 *   `prepareTyped` for one with its Content-Type, which stays as it is if that does not compress
 */
function createCompressor(next, config) {
  if (config.compress === false) return { prepare: noop, prepareTyped: noop }
  const prepared = new WeakSet()
  let createMiddleware, middleware
  const load = () => {
    createMiddleware = next.require('dist/compiled/compression')
    middleware = createMiddleware()
  }
  const prepare = (req, res) => {
    if (prepared.has(res)) return
    prepared.add(res)
    if (!middleware) load()
    middleware(req, res, noop)
    res.once('close', () => {
      if (!res.writableFinished) releaseStream(res)
    })
  }
  const prepareTyped = (req, res) => {
    if (!middleware) load()
    if (createMiddleware.filter(req, res)) prepare(req, res)
  }
  return { prepare, prepareTyped }
}

module.exports = { createCompressor }
