'use strict'

const { createServer } = require('node:http')
const next = require('next-native')
const { createMetrics } = require('./metrics')

const dev = process.env.NODE_ENV !== 'production'
const port = Number(process.env.PORT ?? 3000)

async function main() {
  const app = next({ dev, dir: __dirname, port })
  await app.prepare()
  const handle = app.getRequestHandler()
  const metrics = createMetrics(app)

  const server = createServer((req, res) => {
    if (req.url === '/metrics') metrics.respond(res).catch((error) => res.destroy(error))
    else handle(req, res)
  })
  server.listen(port, () => {
    console.log(`> Ready on http://localhost:${server.address().port}, see /metrics`)
  })

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
      metrics.close()
      app.close()
    })
  }
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
