'use strict'
// node worker.js <folder of the app> <package to require>: a server process for test/cluster and
// test/soak.

const http = require('node:http')
const { createRequire } = require('node:module')
const path = require('node:path')

const [folder, library] = process.argv.slice(2)
process.chdir(folder)
const next = createRequire(path.join(folder, 'server.js'))(library)
const app = next({ dev: false, dir: folder, quiet: true })
const handle = app.getRequestHandler()

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

// Returns the resident bytes after several garbage collections.
async function residentMemory() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.()
    await sleep(100)
  }
  return process.memoryUsage().rss
}

process.on('disconnect', () => app.close().finally(() => process.exit()))
process.on('message', async () => {
  process.send({ memory: await residentMemory(), stats: app.stats?.() })
})
app.prepare().then(() => {
  const server = http.createServer((req, res) => handle(req, res))
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
})
