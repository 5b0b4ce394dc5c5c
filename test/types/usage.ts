// A custom server in TypeScript has to compile, and misuse must not.

import { createServer } from 'node:http'
import { parse } from 'node:url'
import next from 'next-native'

const server = createServer()
const app = next({ dev: false, dir: '.', hostname: 'localhost', port: 3000, httpServer: server })
const handle: next.RequestHandler = app.getRequestHandler()
const upgrade: next.UpgradeHandler = app.getUpgradeHandler()

async function main(): Promise<void> {
  await app.prepare()
  server.on('upgrade', (req, socket, head) => upgrade(req, socket, head))
  server.on('request', (req, res) => {
    const url = parse(req.url ?? '/', true)
    if (url.pathname === '/a') void app.render(req, res, '/b', url.query)
    else if (url.pathname === '/c') void app.render404(req, res, url)
    else handle(req, res, url).catch((error: Error) => app.renderError(error, req, res, '/c', {}))
  })
  const served: number = app.stats().static
  const held: number | undefined = app.stats().staticFiles?.bytes
  const variants: number | undefined = app.stats().cache?.variants
  console.log(held, variants)
  app.setAssetPrefix(`https://cdn.example/${served}`)
  await app.close()
}

// @ts-expect-error: dev is a boolean
next({ dev: 'yes' })
// @ts-expect-error: there is no such option
next({ development: true })
// @ts-expect-error: the request is missing
void app.render404()

void main()
