'use strict'

// The methods of the server that compiled entrypoints call. They find them in a global, under the app's
// folder relative to the working directory (dist/server/lib/router-utils/router-server-context.js).

const path = require('node:path')
const { runtimeConfig } = require('./config')

const contextSymbol = Symbol.for('@next/router-server-methods')

/**
 * @param {import('../app/context').AppContext} app
 * @param {object} server
 * @param {(request: object) => Promise<void>} server.revalidate
 * @param {(req: object, res: object, parsedUrl?: object, setHeaders?: boolean) => Promise<void>} server.render404
 * @returns {() => void} removes the context
 */
function publishRouterContext(app, { revalidate, render404 }) {
  const contexts = (globalThis[contextSymbol] ??= {})
  // Entrypoints are told where the app is. Code for the edge runtime has it from its build, where
  // the working directory is the app's.
  const keys = new Set([app.relativeProjectDir, path.relative(process.cwd(), app.dir)])
  const context = {
    nextConfig: runtimeConfig(app.next, app.config),
    // Makes entrypoints ignore route params in the query string of a client.
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

module.exports = { publishRouterContext }
