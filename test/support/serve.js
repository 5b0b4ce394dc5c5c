'use strict'

const http = require('node:http')
const { Console } = require('node:console')
const { once } = require('node:events')

// A test file reports through its stdout, where Node.js 20 may take other lines for a part of the
// report. What Next.js logs goes to stderr.
console.log = console.info = new Console(process.stderr).log

/**
 * Starts an HTTP server and, when the test ends, ends it with all its connections.
 *
 * @returns {Promise<{ server: http.Server, origin: string, port: number }>}
 */
async function serve(t, listener) {
  const server = http.createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address()
  return { server, port, origin: `http://127.0.0.1:${port}` }
}

/** Prepares an app and serves it with the listener of `makeListener(app, handle)`. */
async function serveApp(t, next, options, makeListener = (_app, handle) => handle) {
  const app = next({ dev: false, quiet: true, ...options })
  await app.prepare()
  t.after(() => app.close())
  const served = await serve(t, makeListener(app, app.getRequestHandler()))
  return { app, ...served }
}

/** Requests a URL; returns status, headers and text. Does not follow redirects. */
async function get(url, init) {
  const response = await fetch(url, { redirect: 'manual', ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

module.exports = { get, serve, serveApp }
