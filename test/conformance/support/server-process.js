'use strict'
// The custom server of the conformance suite, run in a process of its own:
//   node server-process.js <folder of the app> <package to require>
// It listens on a free port and sends the port to its parent. The request header `x-conformance`
// says, as encoded JSON, what to do instead of a plain `handle(req, res)`. The app never sees that
// header.

const http = require('node:http')
const { createRequire } = require('node:module')
const path = require('node:path')
const { parse } = require('node:url')

const [folder, library] = process.argv.slice(2)
process.chdir(folder)
const next = createRequire(path.join(folder, 'server.js'))(library)

// The port is part of URLs, so it is the same for every server that is compared.
const app = next({ dev: false, dir: folder, hostname: 'localhost', port: 4000, quiet: true })
const handle = app.getRequestHandler()

const sendHtml = (res, html) => res.end(`html: ${html}`)

const operations = {
  handle: (req, res, { url }) => handle(req, res, url && parse(url, true)),
  render: (req, res, { pathname, query }) => app.render(req, res, pathname, query),
  renderParsed: (req, res, { pathname, query }) =>
    app.render(req, res, pathname, query, parse(req.url, true)),
  renderToHTML: async (req, res, { pathname, query }) =>
    sendHtml(res, await app.renderToHTML(req, res, pathname, query)),
  renderError: (req, res, { message, pathname, query }) =>
    app.renderError(message ? new Error(message) : null, req, res, pathname, query),
  renderErrorToHTML: async (req, res, { message, pathname, query }) =>
    sendHtml(
      res,
      await app.renderErrorToHTML(message ? new Error(message) : null, req, res, pathname, query)
    ),
  render404: (req, res, { url }) => app.render404(req, res, url && parse(url, true)),
  setAssetPrefix: (req, res, { prefix }) => {
    app.setAssetPrefix(prefix)
    return handle(req, res)
  },
  // Records how the promise of handle() settled, and if the response has ended by then.
  settled: async (req, res) => {
    let outcome = 'resolved'
    try {
      await handle(req, res)
    } catch (error) {
      outcome = `rejected: ${error.message}`
    }
    settlements.push(`${req.url} ${outcome}, ended ${res.writableEnded}`)
  },
  settlements: (req, res) => res.end(settlements.join('\n')),
  url: async (req, res) => {
    const before = req.url
    res.once('finish', () => settlements.push(`${before} -> ${req.url}`))
    await handle(req, res)
  }
}
const settlements = []

function readOperation(req) {
  const text = req.headers['x-conformance']
  if (text === undefined) return {}
  delete req.headers['x-conformance']
  const at = req.rawHeaders.indexOf('x-conformance')
  req.rawHeaders.splice(at, 2)
  return JSON.parse(decodeURIComponent(text))
}

const server = http.createServer(async (req, res) => {
  const operation = readOperation(req)
  try {
    if (operation.status) res.statusCode = operation.status
    for (const [name, value] of operation.preset ?? []) res.setHeader(name, value)
    await operations[operation.do ?? 'handle'](req, res, operation)
  } catch (error) {
    if (!res.headersSent) res.statusCode = 500
    res.end(`rejected: ${error.message}`)
  }
})

// The user's own WebSocket server: answers its paths at once, and all others that have no answer
// after half a second.
const untaken = 'HTTP/1.1 404 Not Taken\r\nContent-Length: 0\r\n\r\n'
server.on('upgrade', (req, socket) => {
  if (req.url.startsWith('/own/')) socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nown')
  else {
    setTimeout(() => {
      if (socket.bytesWritten === 0 && !socket.writableEnded) socket.end(untaken)
    }, 500)
  }
})

// Returns the modules of Next's own server that are loaded in this process.
function loadedNextServer() {
  const server = /next\/dist\/server\/(next-server|base-server|lib\/router-server)\.js$/
  return Object.keys(require.cache)
    .filter((file) => server.test(file))
    .map((file) => path.basename(file))
}

process.on('disconnect', () => process.exit())
process.on('message', async (message) => {
  if (message === 'stats') process.send({ stats: app.stats?.() ?? null })
  if (message === 'nextServer') process.send({ nextServer: loadedNextServer() })
})

app.prepare().then(
  () => server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port })),
  (error) => {
    console.error(error)
    process.exit(1)
  }
)
