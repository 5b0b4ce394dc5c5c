'use strict'
// node test/cluster/cluster.js [seconds] [processes]: several processes serve one `.next`. All of
// them re-render pages and read what the others wrote. Every body carries its own checksum and is
// checked in each of its forms. No request may fail, and no partly written file may stay behind.

const assert = require('node:assert')
const { fork } = require('node:child_process')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const { buildApp, copyApp, requireNext, root } = require('../conformance/support/fixture-apps')
const { checkBody } = require('./checksum')

const seconds = Number(process.argv[2] ?? 60)
const processes = Number(process.argv[3] ?? 4)
const library = process.env.CONFORMANCE_LIBRARY || root
const app = 'checksums'
const paths = Array.from({ length: 12 }, (_, index) => `/page/${index}`)
const clients = 4 * processes

const { computeCacheBustingSearchParam } = requireNext(
  'dist/shared/lib/router/utils/cache-busting-search-param'
)

// The forms of a path. A payload has other values inside than HTML, but the same marks.
async function makeForms() {
  const buster = await computeCacheBustingSearchParam(undefined, undefined, undefined, undefined)
  return [
    (page) => ({ path: page, end: '</html>' }),
    (page) => ({ path: `${page}?_rsc=${buster}`, headers: { RSC: '1' } }),
    (page) => ({ path: page.replace('page', 'route') }),
    (page) => ({ path: page.replace('page', 'props'), end: '</html>' })
  ]
}

function ask(port, { path: target, headers = {}, method = 'GET', body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, path: target, headers, method, agent: false }, (res) => {
      const parts = []
      res.on('data', (part) => parts.push(part)).on('error', reject)
      res.on('end', () =>
        resolve({
          status: res.statusCode,
          headers: res.headers,
          text: Buffer.concat(parts).toString()
        })
      )
    })
    request.on('error', reject).end(body)
  })
}

const start = (folder) =>
  new Promise((resolve, reject) => {
    const args = [folder, library]
    const child = fork(path.join(__dirname, 'worker.js'), args, {
      env: { ...process.env, NODE_ENV: 'production' },
      execArgv: []
    })
    child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)))
    child.once('message', ({ port }) => resolve({ child, port }))
  })

// Lets a process finish its writes before it ends.
const stop = ({ child }) =>
  new Promise((resolve) => {
    child.removeAllListeners('exit').once('exit', resolve).disconnect()
  })

const pick = (list) => list[Math.floor(Math.random() * list.length)]

async function main() {
  buildApp(app)
  const folder = copyApp(app, 'cluster')
  const servers = await Promise.all(Array.from({ length: processes }, () => start(folder)))
  const forms = await makeForms()
  const until = Date.now() + seconds * 1000
  const failures = []
  const counts = { answers: 0, HIT: 0, STALE: 0, MISS: 0 }

  const visit = async () => {
    const { port } = pick(servers)
    const page = pick(paths)
    const { end, ...request } = pick(forms)(page)
    const { status, headers, text } = await ask(port, request)
    counts.answers++
    counts[headers['x-nextjs-cache']]++
    const what = `${request.path} of ${port}`
    if (status !== 200) failures.push(`${what}: status ${status}`)
    else {
      const fault = checkBody(text, { id: page.split('/').at(-1), end })
      if (fault) failures.push(`${what}: ${fault}`)
    }
  }
  const revalidate = async () => {
    const body = JSON.stringify({ path: pick(paths) })
    const headers = { 'Content-Type': 'application/json' }
    await ask(pick(servers).port, { path: '/api/invalidate', method: 'POST', headers, body })
  }
  const client = async (number) => {
    while (Date.now() < until && failures.length < 10) {
      await (number === 0 ? revalidate() : visit())
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))

  await Promise.all(servers.map(stop))
  const left = fs
    .readdirSync(path.join(folder, '.next'), { recursive: true })
    .filter((name) => name.endsWith('.tmp'))
  console.log(`${processes} processes, ${seconds} s: ${JSON.stringify(counts)}`)
  assert.deepStrictEqual(failures, [])
  assert.ok(counts.STALE > 0 && counts.HIT > 0, 'no page was re-rendered')
  assert.deepStrictEqual(left, [], 'temporary files')
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error)
    process.exit(1)
  }
)
