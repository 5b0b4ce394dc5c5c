'use strict'

const http = require('node:http')
const { Console } = require('node:console')
const { once } = require('node:events')

// A test file reports through its stdout, and Node.js 20 may take the lines of others for a part of
// the report: what Next.js says here goes to stderr.
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

/** Prepares an app and serves it with `listener(app, handle)`, by default all of it. */
async function serveApp(t, next, options, makeListener = (_app, handle) => handle) {
  const app = next({ dev: false, quiet: true, ...options })
  await app.prepare()
  t.after(() => app.close())
  const served = await serve(t, makeListener(app, app.getRequestHandler()))
  return { app, ...served }
}

/** The answer to a request: status, headers and text; redirects are not followed. */
async function get(url, init) {
  const response = await fetch(url, { redirect: 'manual', ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

module.exports = { get, serve, serveApp }
