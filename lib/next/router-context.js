'use strict'

// What compiled entrypoints ask of the server around them: a global, by the app's folder relative
// to the working directory (dist/server/lib/router-utils/router-server-context.js).

const path = require('node:path')

const contextSymbol = Symbol.for('@next/router-server-methods')

/**
 * @param {import('../app/context').AppContext} app
 * @param {object} server
 * @param {(request: object) => Promise<void>} server.revalidate
 * @param {(req: object, res: object, parsedUrl?: object, setHeaders?: boolean) => Promise<void>} server.render404
 * @returns {() => void} takes the context away
 */
function publishRouterContext(app, { revalidate, render404 }) {
  const contexts = (globalThis[contextSymbol] ??= {})
  // Entrypoints are told where the app is; code for the edge runtime knows it from its build, where
  // the working directory is the app's.
  const keys = new Set([app.relativeProjectDir, path.relative(process.cwd(), app.dir)])
  const context = {
    nextConfig: runtimeConfig(app),
    // Route params in the query string of a client are not to be believed.
    isWrappedByNextServer: true,
    hostname: app.hostname,
    getAssetPrefix: () => app.assetPrefix,
    logErrorWithOriginalStack: (error) => app.logError(error),
    revalidate,
    render404
  }
  for (const key of keys) contexts[key] = context
  return () => {
    for (const key of keys) if (contexts[key] === context) delete contexts[key]
  }
}

function runtimeConfig({ next, config }) {
  return next.require('dist/server/config-shared').getNextConfigRuntime?.(config) ?? config
}

module.exports = { publishRouterContext }
