'use strict'
// The floor for everything rendered: calls the handler of the build with what it needs and nothing
// else. Its cost is that of React and of Next's runtime.

const { createRequire } = require('node:module')
const path = require('node:path')

const metaSymbol = Symbol.for('NextInternalRequestMeta')
const contextSymbol = Symbol.for('@next/router-server-methods')
const waitUntil = (promise) => void promise

// Returns a function that finds the build's handler by path.
function handlersOf(requireFromApp, serverDir) {
  const manifest = (name) => requireFromApp(path.join(serverDir, name))
  const files = { ...manifest('pages-manifest.json') }
  for (const [page, file] of Object.entries(manifest('app-paths-manifest.json'))) {
    files[page.replace(/\/(page|route)$/, '')] = file
  }
  const loaded = new Map()
  return async (pathname) => {
    if (!loaded.has(pathname)) {
      // Pages of the Pages Router are rendered inside these two modules.
      for (const page of ['/_document', '/_app'])
        await requireFromApp(path.join(serverDir, files[page]))
      loaded.set(pathname, await requireFromApp(path.join(serverDir, files[pathname])))
    }
    return loaded.get(pathname).handler
  }
}

async function start({ dir }) {
  const requireFromApp = createRequire(path.join(dir, 'package.json'))
  requireFromApp('next/dist/server/node-environment')
  requireFromApp('next/dist/server/require-hook')
  const { default: loadConfig } = requireFromApp('next/dist/server/config')
  const { getNextConfigRuntime } = requireFromApp('next/dist/server/config-shared')
  const config = await loadConfig('phase-production-server', dir)
  const relativeProjectDir = path.relative(process.cwd(), dir) || '.'
  const distDir = path.join(dir, '.next')
  globalThis[contextSymbol] = {
    [relativeProjectDir]: {
      nextConfig: getNextConfigRuntime(config),
      isWrappedByNextServer: true,
      hostname: 'localhost'
    }
  }
  const handlerOf = handlersOf(requireFromApp, path.join(distDir, 'server'))
  return {
    async handle(req, res) {
      const { pathname, searchParams } = new URL(req.url, 'http://localhost:3000')
      const query = Object.fromEntries(searchParams)
      req[metaSymbol] = {
        relativeProjectDir,
        distDir,
        minimalMode: false,
        initURL: `http://localhost:3000${req.url}`,
        initProtocol: 'http',
        initQuery: query,
        query: { ...query }
      }
      const handler = await handlerOf(pathname)
      await handler(req, res, { waitUntil })
    }
  }
}

module.exports = { start }
