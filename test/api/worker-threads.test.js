'use strict'

// Apps in worker threads of one process, and threads that end while they serve.

const assert = require('node:assert')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const test = require('node:test')
const { Worker } = require('node:worker_threads')
const { once } = require('node:events')
const { copyFixture } = require('../support/fixture')
const { get } = require('../support/serve')

const core = require.resolve('../support/core')

// Listens when the entrypoints are loaded: Node.js 20 may abort the process when a thread that loads
// modules is terminated while a request arrives (v8::ToLocalChecked in its HTTP parser).
const serve = `
  const fs = require('node:fs')
  const path = require('node:path')
  const { workerData: { core, dir }, parentPort } = require('node:worker_threads')
  const serverDir = path.join(dir, '.next', 'server')
  const entrypoints = ['pages-manifest.json', 'app-paths-manifest.json']
    .map((name) => path.join(serverDir, name))
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => Object.values(JSON.parse(fs.readFileSync(file, 'utf8'))))
    .map((name) => path.join(serverDir, name))
    .filter((file) => file.endsWith('.js') && fs.existsSync(file))
  const app = require(core).withAddon()({ dir, quiet: true })
  const server = require('node:http').createServer(app.getRequestHandler())
  const listen = () => {
    if (entrypoints.every((file) => require.cache[file])) {
      server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
    } else setTimeout(listen, 20)
  }
  app.prepare().then(listen)`

async function startWorker(dir) {
  const worker = new Worker(serve, { eval: true, workerData: { core, dir }, stdout: true })
  const [port] = await once(worker, 'message')
  return { worker, origin: `http://127.0.0.1:${port}` }
}

test('several threads serve side by side and may be terminated at any time', async (t) => {
  const dir = copyFixture(t, 'threads')
  const workers = await Promise.all([startWorker(dir), startWorker(dir), startWorker(dir)])
  t.after(() => Promise.all(workers.map(({ worker }) => worker.terminate())))
  for (const { origin } of workers) {
    for (const [url, status] of [
      ['/', 200],
      ['/dynamic', 200],
      ['/file.txt', 200],
      ['/no', 404]
    ]) {
      assert.strictEqual((await get(origin + url)).status, status, url)
    }
  }
  const [ended, ...others] = workers
  const broken = ['/stream', '/api/hang', '/dynamic'].map((url) => {
    const request = http.get(ended.origin + url).on('error', () => {})
    request.on('response', (response) => response.on('error', () => {}).resume())
    return new Promise((resolve) => request.on('close', resolve))
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await ended.worker.terminate()
  await Promise.all(broken)
  for (const { origin } of others) assert.strictEqual((await get(origin)).status, 200)
})

test('a thread that ends while it reads and compresses files ends nothing else', async (t) => {
  const dir = copyFixture(t, 'threads-jobs')
  const text = Array.from({ length: 60_000 }, (_, line) => `line ${line}`).join('\n')
  const urls = Array.from({ length: 40 }, (_, index) => `/large-${index}.txt`)
  for (const url of urls) fs.writeFileSync(path.join(dir, 'public', url), text)
  for (const delay of [10, 30, 60, 100, 150, 200]) {
    const { worker, origin } = await startWorker(dir)
    const broken = urls.map((url) => {
      const headers = { 'Accept-Encoding': 'br' }
      const request = http.get(origin + url, { headers, agent: false }).on('error', () => {})
      request.on('response', (response) => response.on('error', () => {}).resume())
      return new Promise((resolve) => request.on('close', resolve))
    })
    await new Promise((resolve) => setTimeout(resolve, delay))
    await worker.terminate()
    await Promise.all(broken)
  }
})
