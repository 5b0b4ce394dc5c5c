'use strict'
// npm run test:soak:isr [-- requests paths]: sends 500,000 requests for 5,000 paths that are
// rendered on their first request. 20 MB of memory hold about a tenth of them. Memory must stay
// flat after the warm-up, and every body must be complete and belong to its path.

const assert = require('node:assert')
const { fork } = require('node:child_process')
const http = require('node:http')
const path = require('node:path')

const { buildApp, copyApp, requireNext, root } = require('../conformance/support/fixture-apps')
const { checkBody } = require('../cluster/checksum')

const requests = Number(process.argv[2] ?? 500_000)
const paths = Number(process.argv[3] ?? 5000)
const concurrency = 32
const allowedGrowth = 48 * 1024 * 1024
const app = 'checksums-20mb'
const library = process.env.CONFORMANCE_LIBRARY || root

const { computeCacheBustingSearchParam } = requireNext(
  'dist/shared/lib/router/utils/cache-busting-search-param'
)
const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })

function ask(port, { path: target, headers = {}, method = 'GET', body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, path: target, headers, method, agent }, (res) => {
      const parts = []
      res.on('data', (part) => parts.push(part)).on('error', reject)
      res.on('end', () =>
        resolve({ status: res.statusCode, text: Buffer.concat(parts).toString() })
      )
    })
    request.on('error', reject).end(body)
  })
}

const start = (folder) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: 'production' }
    const worker = path.join(__dirname, '..', 'cluster', 'worker.js')
    const child = fork(worker, [folder, library], { env, execArgv: ['--expose-gc'] })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.once('message', ({ port }) => resolve({ child, port }))
  })

const measure = (child) =>
  new Promise((resolve) => {
    child.once('message', resolve)
    child.send('measure')
  })

// Some paths are requested far more often than others.
const pickPath = () => Math.floor(paths * Math.random() ** 2)

async function makeMix() {
  const buster = await computeCacheBustingSearchParam(undefined, undefined, undefined, undefined)
  const html = { end: '</html>' }
  const mix = {
    html: [60, (id) => ({ path: `/page/${id}`, check: html })],
    payload: [
      10,
      (id) => ({ path: `/page/${id}?_rsc=${buster}`, headers: { RSC: '1' }, check: {} })
    ],
    route: [10, (id) => ({ path: `/route/${id}`, check: {} })],
    props: [13, (id) => ({ path: `/props/${id}`, check: html })],
    head: [5, (id) => ({ path: `/page/${id}`, method: 'HEAD' })],
    revalidate: [
      2,
      (id) => ({
        path: '/api/invalidate',
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ path: `/page/${id}` })
      })
    ]
  }
  return Object.values(mix).flatMap(([weight, make]) => Array(weight).fill(make))
}

async function main() {
  buildApp(app)
  const { child, port } = await start(copyApp(app, 'isr-soak'))
  const mix = await makeMix()
  const failures = []

  const visit = async (id, make) => {
    const { check, ...request } = make(id)
    const { status, text } = await ask(port, request)
    if (status !== 200) failures.push(`${request.path}: status ${status}`)
    const fault = check && checkBody(text, { id: String(id), ...check })
    if (fault) failures.push(`${request.path}: ${fault}`)
  }
  const run = async (count, pick) => {
    let done = 0
    const client = async () => {
      while (done < count && failures.length < 10) {
        const id = pick(done++)
        await visit(id, mix[Math.floor(Math.random() * mix.length)])
      }
    }
    await Promise.all(Array.from({ length: concurrency }, client))
    return measure(child)
  }

  const begin = Date.now()
  const parts = [await run(Math.max(paths, requests / 5), (number) => number % paths)]
  for (let part = 1; part < 5; part++) parts.push(await run(requests / 5, pickPath))
  const seconds = (Date.now() - begin) / 1000
  const megabytes = parts.map(({ memory }) => (memory / 2 ** 20).toFixed(1))
  console.log(`${requests} requests, ${paths} paths, ${seconds.toFixed(0)} s`)
  console.log(`resident MiB after each fifth: ${megabytes.join(', ')}`)
  console.log(`answers: ${JSON.stringify(parts.at(-1).stats)}`)
  child.removeAllListeners('exit')
  child.disconnect()
  assert.deepStrictEqual(failures, [])
  const growth = parts.at(-1).memory - parts[0].memory
  assert.ok(growth < allowedGrowth, `memory grew: ${megabytes.join(', ')}`)
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error)
    process.exit(1)
  }
)
