'use strict'

const { createServer } = require('node:http')
const next = require('next-native')

const dev = process.env.NODE_ENV !== 'production'
const port = Number(process.env.PORT ?? 3000)

async function main() {
  const app = next({ dev, dir: __dirname, port })
  await app.prepare()
  const handle = app.getRequestHandler()

  const server = createServer((req, res) => {
    // The server's own routes come first; the Next.js app handles everything else.
    if (req.url === '/health') {
      res.writeHead(200, { 'content-type': 'application/json' })
      res.end(JSON.stringify({ status: 'ok', uptime: process.uptime(), replies: app.stats() }))
      return
    }
    handle(req, res)
  })

  server.once('error', fail)
  server.listen(port, () => {
    console.log(`> Ready on http://localhost:${server.address().port}`)
  })

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
      app.close()
    })
  }
}

function fail(error) {
  console.error(error)
  process.exit(1)
}

main().catch(fail)
