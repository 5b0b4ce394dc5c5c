'use strict'
// npm start: takes a fresh clone to examples/custom-server serving in production. Steps that are
// already done are skipped, so the second time only the server starts.

const { spawn } = require('node:child_process')
const path = require('node:path')

const { build } = require('./lib/cmake')
const { installExample, buildExample } = require('./lib/example')
const { main, root, run } = require('./lib/run')

const example = path.join(root, 'examples', 'custom-server')

function startServer() {
  const env = { ...process.env, NODE_ENV: 'production' }
  const server = spawn(process.execPath, ['server.js'], { cwd: example, env, stdio: 'inherit' })
  // The terminal sends signals to the server too. A signal sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
  server.on('error', (error) => {
    throw error
  })
  server.on('exit', (status, signal) => process.exit(signal ? 0 : status))
}

main(() => {
  run(path.join(root, 'scripts', 'setup'), ['build'])
  console.log('start: building the addon')
  build('release')
  installExample(example)
  buildExample(example)
  startServer()
})
