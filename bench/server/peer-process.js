'use strict'
// node peer-process.js <peer> <dir>: the server.js that all script peers run behind. Sends its port
// to its parent, and answers the messages `{ replay }` and `{ stats: true }`.

const { createServer } = require('node:http')
const path = require('node:path')

const [peer, dir] = process.argv.slice(2)

async function main() {
  const { start } = require(path.join(__dirname, 'peers', peer))
  const { handle, replay, stats } = await start({ dir })
  const server = createServer((req, res) => handle(req, res))
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))

  process.on('message', (message) => {
    if (message.replay) replay(message.replay)
    process.send({ done: true, stats: message.stats ? (stats?.() ?? null) : null })
  })
  process.on('disconnect', () => process.exit())
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
