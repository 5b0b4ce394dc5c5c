'use strict'

// The route module of a compiled entrypoint (dist/server/route-modules/route-module.js), whose methods
// the entrypoint calls by name. For every request it works out where the app is, waits until
// instrumentation is registered, and collects fourteen manifests by joined paths. The results are the
// same each time, so they are kept for each module.

const { shortenRewrites } = require('./handler-rewrites')

// Prototypes whose methods were replaced. Several apps of the process may share one.
const caching = new WeakSet()

/**
 * Has the route modules of an entrypoint's kind keep what they find out.
 *
 * @param {object} entrypoint of a production build
 * @param {() => Function[]} loadedApiRouteModules the classes of API routes that are loaded
 */
function cacheRouteModule({ routeModule, handler }, loadedApiRouteModules) {
  if (routeModule) cacheResults(Object.getPrototypeOf(routeModule))
  // API routes do not export their module; its class is in the runtime that they have loaded.
  else if (handler) for (const { prototype } of loadedApiRouteModules()) cacheResults(prototype)
}

/** True if the methods to replace are there. A later version may have others. */
const isKnown = (prototype) =>
  ['ensureInstrumentation', 'getRouterServerContext', 'loadManifests'].every(
    (name) => typeof prototype?.[name] === 'function'
  )

function cacheResults(prototype) {
  if (!isKnown(prototype) || caching.has(prototype)) return
  caching.add(prototype)
  cacheInstrumentation(prototype)
  cacheManifests(prototype)
}

/** Waits for instrumentation once. If it fails, the next request tries again, as in Next.js. */
function cacheInstrumentation(prototype) {
  const { ensureInstrumentation } = prototype
  const dirs = new WeakMap()
  prototype.ensureInstrumentation = async function ensureInstrumentationOnce(req, options) {
    const absoluteProjectDir = dirs.get(this)
    if (absoluteProjectDir === undefined) {
      const result = await ensureInstrumentation.call(this, req, options)
      dirs.set(this, result.absoluteProjectDir)
      return result
    }
    const startTime = performance.timeOrigin + performance.now()
    return { absoluteProjectDir, instrumentation: options?.deferSpans ? { startTime } : undefined }
  }
}

function cacheManifests(prototype) {
  const { getRouterServerContext, loadManifests } = prototype
  const known = new WeakMap()
  prototype.loadManifests = function loadManifestsOnce(page, dir) {
    const found = known.get(this)
    if (found?.page === page) return found.manifests
    const manifests = loadManifests.call(this, page, dir)
    const shortened = shortenRewrites(manifests.routesManifest)
    if (shortened) manifests.routesManifest = shortened.routesManifest
    known.set(this, { page, manifests, select: shortened?.select })
    return manifests
  }
  // Called between the manifests and the rewrites, in the same turn of the event loop (prepareImpl).
  prototype.getRouterServerContext = function getContextAndSelect(req) {
    known.get(this)?.select?.(req.url)
    return getRouterServerContext.call(this, req)
  }
}

module.exports = { cacheRouteModule }
