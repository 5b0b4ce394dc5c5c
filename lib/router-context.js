'use strict'

// What compiled entrypoints ask of the server around them: a global, by the app's folder relative
// to the working directory (dist/server/lib/router-utils/router-server-context.js).

const contextSymbol = Symbol.for('@next/router-server-methods')

/**
 * @param {import('./site').Site} site
 * @param {object} server
 * @param {(request: object) => Promise<void>} server.revalidate
 * @param {(req: object, res: object, parsedUrl?: object, setHeaders?: boolean) => Promise<void>} server.render404
 * @returns {() => void} takes the context away
 */
function publishRouterContext(site, { revalidate, render404 }) {
  const contexts = (globalThis[contextSymbol] ??= {})
  const key = site.relativeProjectDir
  const context = {
    nextConfig: runtimeConfig(site),
    // Route params in the query string of a client are not to be believed.
    isWrappedByNextServer: true,
    hostname: site.hostname,
    getAssetPrefix: () => site.assetPrefix,
    logErrorWithOriginalStack: (error) => site.logError(error),
    revalidate,
    render404
  }
  contexts[key] = context
  return () => {
    if (contexts[key] === context) delete contexts[key]
  }
}

function runtimeConfig({ next, config }) {
  return next.require('dist/server/config-shared').getNextConfigRuntime?.(config) ?? config
}

module.exports = { publishRouterContext }
