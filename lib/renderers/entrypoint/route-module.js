'use strict'

// The route module of a compiled entrypoint (dist/server/route-modules/route-module.js), whose
// methods the entrypoint calls by name. For every request it works out where the app is, waits for
// instrumentation to be registered, and collects fourteen manifests by joined paths, though all of
// that is the same each time. It is asked once here, and remembered for each module.

const { shortenRewrites } = require('./handler-rewrites')

// Prototypes of route modules that remember: several apps of the process may share them.
const settled = new WeakSet()

/**
 * Has the route modules of an entrypoint's kind remember.
 *
 * @param {object} entrypoint of a production build
 * @param {() => Function[]} loadedApiRouteModules the classes of API routes that are loaded
 */
function settleRouteModule({ routeModule, handler }, loadedApiRouteModules) {
  if (routeModule) settle(Object.getPrototypeOf(routeModule))
  // API routes keep their module to themselves; its class is in the runtime they have loaded.
  else if (handler) for (const { prototype } of loadedApiRouteModules()) settle(prototype)
}

/** Whether the methods that are replaced are there: those of a later version may be others. */
const isKnown = (prototype) =>
  ['ensureInstrumentation', 'getRouterServerContext', 'loadManifests'].every(
    (name) => typeof prototype?.[name] === 'function'
  )

function settle(prototype) {
  if (!isKnown(prototype) || settled.has(prototype)) return
  settled.add(prototype)
  rememberInstrumentation(prototype)
  rememberManifests(prototype)
}

/** Where it fails the next request tries again, and fails as it does in Next.js. */
function rememberInstrumentation(prototype) {
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

function rememberManifests(prototype) {
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
  // It is asked for between the manifests and the rewrites, in the same turn (prepareImpl).
  prototype.getRouterServerContext = function getContextAndSelect(req) {
    known.get(this)?.select?.(req.url)
    return getRouterServerContext.call(this, req)
  }
}

module.exports = { settleRouteModule }
