import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import next from 'next-native'

const dev = process.env.NODE_ENV !== 'production'
const port = Number(process.env.PORT ?? 3000)
// This file is compiled to dist/server.js; the app is in the folder above.
const dir = path.resolve(__dirname, '..')

function logWhenDone(req: IncomingMessage, res: ServerResponse): void {
  const start = performance.now()
  res.once('finish', () => {
    const milliseconds = (performance.now() - start).toFixed(1)
    console.log(`${req.method} ${req.url} ${res.statusCode} ${milliseconds} ms`)
  })
}

async function main(): Promise<void> {
  const app = next({ dev, dir, port })
  await app.prepare()
  const handle = app.getRequestHandler()

  const server = createServer((req, res) => {
    logWhenDone(req, res)
    const url = new URL(req.url ?? '/', 'http://localhost')
    if (url.pathname === '/now') {
      // Renders a page at another address, which stays in the browser.
      app.render(req, res, '/clock', Object.fromEntries(url.searchParams))
      return
    }
    handle(req, res)
  })

  server.listen(port, () => {
    console.log(`> Ready on http://localhost:${port}`)
  })
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
