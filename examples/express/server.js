import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import express from 'express'
import next from 'next-native'
import { WebSocketServer } from 'ws'

const dev = process.env.NODE_ENV !== 'production'
const port = Number(process.env.PORT ?? 3000)
const dir = fileURLToPath(new URL('.', import.meta.url))

const web = express()
web.disable('x-powered-by')
const server = createServer(web)

// Passing the server lets hot reload use it in development.
const app = next({ dev, dir, port, httpServer: server })
await app.prepare()

const rooms = new WebSocketServer({ noServer: true })

rooms.on('connection', (socket) => {
  socket.on('message', (message) => {
    for (const other of rooms.clients) other.send(String(message))
  })
})

server.on('upgrade', (req, socket, head) => {
  // Takes only its own path; other upgrades are for other listeners, such as hot reload.
  if (req.url !== '/room') return
  rooms.handleUpgrade(req, socket, head, (client) => rooms.emit('connection', client, req))
})

web.get('/api/room', (req, res) => {
  res.json({ members: rooms.clients.size })
})

const handle = app.getRequestHandler()
web.use((req, res) => handle(req, res))

server.listen(port, () => {
  console.log(`> Ready on http://localhost:${port}`)
})
