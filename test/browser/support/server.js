'use strict'
// The custom server under test. start-server.js runs it as a child process. Besides the app it has
// its own WebSocket at /echo, which sends back what it receives.

const { createServer } = require('node:http')
const { WebSocketServer } = require('ws')

const { dev, dir, wiring, module: nextModule } = JSON.parse(process.argv[2])
const next = require(nextModule)

async function main() {
  const server = createServer()
  // Hot reload gets the upgrade requests of this server in one of three ways: by itself from the
  // first request on, through the `httpServer` option, or from this file.
  const httpServer = wiring === 'httpServer' ? server : undefined
  const app = next({ dev, dir, httpServer })
  await app.prepare()

  const echo = new WebSocketServer({ noServer: true })
  echo.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))))
  const upgrade = wiring === 'getUpgradeHandler' ? app.getUpgradeHandler() : () => {}
  server.on('upgrade', (req, socket, head) => {
    if (req.url === '/echo')
      echo.handleUpgrade(req, socket, head, (client) => echo.emit('connection', client))
    else upgrade(req, socket, head)
  })

  const handle = app.getRequestHandler()
  server.on('request', (req, res) => handle(req, res))
  server.listen(0, () => process.send({ port: server.address().port }))

  process.once('disconnect', async () => {
    server.close()
    server.closeAllConnections()
    await app.close()
    process.exit()
  })
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
