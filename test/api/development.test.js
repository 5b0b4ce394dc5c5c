'use strict'

// In development the installed Next.js answers, behind the same API.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const test = require('node:test')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { WebSocket } = require('ws')
const { copyFixture } = require('../support/fixture')
const { lib } = require('../support/core')
const { get } = require('../support/serve')

const server = `
  const http = require('node:http')
  const { WebSocketServer } = require(process.env.TEST_WS)
  const next = require(process.env.TEST_LIB)
  const httpServer = http.createServer()
  const app = next({ dev: true, httpServer, conf: { env: { FROM_CONF: 'yes' } } })
  const sockets = new WebSocketServer({ noServer: true })
  httpServer.on('upgrade', (req, socket, head) => {
    if (req.url !== '/my-socket') return
    sockets.handleUpgrade(req, socket, head, (client) => client.send('mine'))
  })
  app.prepare().then(() => {
    const handle = app.getRequestHandler()
    httpServer.on('request', async (req, res) => {
      if (req.url === '/render') await app.render(req, res, 'legacy/ssr', { a: 'b' })
      else if (req.url === '/404') await app.render404(req, res)
      else if (req.url === '/html') res.end('html: ' + (await app.renderToHTML(req, res, '/legacy/ssr', {})))
      else if (req.url === '/error') await app.renderError(new Error('x'), req, res, '/x', {})
      else await handle(req, res)
    })
    httpServer.listen(0, '127.0.0.1', () => console.log('port ' + httpServer.address().port))
  })`

async function startDevelopment(dir) {
  const child = spawn(process.execPath, ['-e', server], {
    cwd: dir,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      TEST_LIB: lib,
      TEST_WS: require.resolve('ws')
    }
  })
  const stop = async () => {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  let output = ''
  const port = await new Promise((resolve, reject) => {
    const read = (text) => {
      output += text
      const found = /^port (\d+)$/m.exec(output)
      if (found) resolve(found[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', () => reject(new Error(output)))
  })
  return { origin: `http://127.0.0.1:${port}`, port, stop, output: () => output }
}

test('pages, every method and both kinds of socket', async (t) => {
  const dir = copyFixture(t, 'development')
  fs.rmSync(path.join(dir, '.next'), { recursive: true })
  fs.writeFileSync(
    path.join(dir, 'pages/legacy/conf.js'),
    'export default function Conf() { return <p>{process.env.FROM_CONF}</p> }'
  )
  const { origin, port, output, stop } = await startDevelopment(dir)
  // Ends the compiler before the folder is removed, which it would still write to.
  try {
    await check({ origin, port, output })
  } finally {
    await stop()
  }
})

async function check({ origin, port, output }) {
  assert.match((await get(origin)).text, /<h1>Root<\/h1>/)
  assert.match((await get(`${origin}/render`)).text, /&quot;a&quot;:&quot;b&quot;/)
  assert.match((await get(`${origin}/html`)).text, /^html: <!DOCTYPE html>/)
  assert.strictEqual((await get(`${origin}/404`)).status, 404)
  assert.match((await get(`${origin}/error`)).headers.get('content-type'), /text\/html/)
  assert.match((await get(`${origin}/legacy/conf`)).text, /<p>yes<\/p>/)
  assert.doesNotMatch(output(), /deprecated/)

  const own = new WebSocket(`ws://127.0.0.1:${port}/my-socket`)
  const [message] = await once(own, 'message')
  assert.strictEqual(String(message), 'mine')
  own.close()
  const reload = new WebSocket(`ws://127.0.0.1:${port}/_next/hmr?id=test`)
  await once(reload, 'open')
  reload.terminate()
}
