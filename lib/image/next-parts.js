'use strict'

const path = require('node:path')
const { importDefault } = require('../next/import-default')
const { ImageCache } = require('./image-cache')
const { ParameterReader } = require('./parameters')

const maxBytesOfHits = 32 * 1024 * 1024

/**
 * Loads what images need of Next.js: its optimizer, its response cache and its cache on disk.
 *
 * @param {import('../app/context').AppContext} app
 */
async function loadParts(app) {
  const { next, config } = app
  // The app's folder even if a copy of a build is served: builds share their images, as in Next.js.
  const distDir = path.join(next.dir, config.distDir)
  const { modules } = next
  const optimizer = modules.imageOptimizer
  const { ImageOptimizerCache } = optimizer
  const cacheHandler = await createCacheHandler(app)
  const stored = new ImageOptimizerCache({ distDir, nextConfig: config, cacheHandler })
  return {
    ...optimizer,
    imageKind: modules.cachedImageKind,
    routeKind: modules.imageRouteKind,
    getExtension: modules.getExtension,
    removePathPrefix: modules.removePathPrefix,
    toError: modules.toError,
    isCompressible: compressibleTest(app),
    parameters: new ParameterReader(ImageOptimizerCache, config),
    responses: new modules.ResponseCache({ minimalMode: false, route: 'image' }),
    cache: new ImageCache(stored, {
      folder: path.join(distDir, 'cache', 'images'),
      // A handler of the user is the authority on what is stored.
      maxBytes: cacheHandler ? 0 : Math.min(maxBytesOfHits, config.cacheMaxMemorySize)
    })
  }
}

/** An instance of the user's cache handler, if the configuration gives it the images as well. */
async function createCacheHandler({ config, distDir, serverDistDir }) {
  if (!config.images.customCacheHandler || !config.cacheHandler) return undefined
  const CacheHandler = await importDefault(distDir, config.cacheHandler)
  return new CacheHandler({
    dev: false,
    flushToDisk: config.experimental.isrFlushToDisk,
    serverDistDir,
    maxMemoryCacheSize: config.cacheMaxMemorySize,
    revalidatedTags: [],
    _requestHeaders: {}
  })
}

/** A test for responses whose Content-Type is compressed for clients that accept it. */
function compressibleTest({ next, config }) {
  if (config.compress === false) return () => false
  return next.modules.isCompressible
}

module.exports = { loadParts }
