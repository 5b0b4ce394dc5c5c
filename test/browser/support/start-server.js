'use strict'
// Prepares the app in build/browser-app, so that tests may edit it, and starts servers for it.
// BROWSER_TEST_NEXT=next runs the tests against the custom server of Next.js itself.

const { fork } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { buildExample, installExample } = require('../../../scripts/lib/example')
const { root } = require('../../../scripts/lib/run')

const source = path.join(__dirname, '..', 'app')
const workspace = path.join(root, 'build', 'browser-app')

// Copies the app over the files of an earlier run, installs it, and builds it for production.
function prepareApp({ build }) {
  fs.mkdirSync(workspace, { recursive: true })
  for (const name of fs.readdirSync(source)) {
    fs.rmSync(path.join(workspace, name), { recursive: true, force: true })
    fs.cpSync(path.join(source, name), path.join(workspace, name), { recursive: true })
  }
  installExample(workspace)
  if (build) buildExample(workspace)
}

function serverModule() {
  const name = process.env.BROWSER_TEST_NEXT ?? root
  return name === root ? root : require.resolve(name, { paths: [workspace] })
}

// Starts a server. Resolves to its origin and a function that stops it.
async function startServer({ dev, wiring = 'automatic' }) {
  const options = { dev, dir: workspace, wiring, module: serverModule() }
  const env = { ...process.env, NODE_ENV: dev ? 'development' : 'production' }
  const child = fork(path.join(__dirname, 'server.js'), [JSON.stringify(options)], {
    cwd: workspace,
    env: { ...env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += text))
  const exited = once(child, 'exit')
  const [message] = await Promise.race([once(child, 'message'), exited])
  if (typeof message?.port !== 'number') throw new Error(`the server did not start:\n${log}`)
  const stop = async () => {
    if (child.connected) child.disconnect()
    const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await exited
    clearTimeout(impatience)
  }
  return { origin: `http://localhost:${message.port}`, stop, log: () => log }
}

// Replaces `before` by `after` in a file of the running app.
function editApp(file, before, after) {
  const target = path.join(workspace, file)
  const text = fs.readFileSync(target, 'utf8')
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`)
  fs.writeFileSync(target, text.replace(before, after))
}

module.exports = { editApp, prepareApp, startServer }
