'use strict'
// Several processes on one build. Runs test/cluster/cluster.js for ten seconds, or for a minute
// with CLUSTER=full. cases/shared-builds.js compares the answers of two processes that take turns.

const assert = require('node:assert')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')
const { setTimeout: sleep } = require('node:timers/promises')

const { buildApp, copyApp } = require('./support/fixture-apps')
const { send } = require('./support/http-client')
const { Server } = require('./support/servers')

const seconds = process.env.CLUSTER === 'full' ? '60' : '10'

test(`four processes on one build, ${seconds} s`, async (context) => {
  const env = { ...process.env }
  delete env.NODE_TEST_CONTEXT
  const script = path.join(__dirname, '..', 'cluster', 'cluster.js')
  const { stdout } = await promisify(execFile)(process.execPath, [script, seconds], { env })
  context.diagnostic(stdout.trim().split('\n').at(-1))
  assert.match(stdout, /4 processes/)
})

// A difference listed in docs/differences.md: with Next.js, each process re-renders the page
// itself.
test('a page that another process has re-rendered is not rendered again', async (t) => {
  buildApp('lifetimes')
  const first = new Server(copyApp('lifetimes', 'shared'), 'ours')
  const second = first.another()
  await Promise.all([first.start(), second.start()])
  t.after(() => Promise.all([first.stop(), second.stop()]))
  const ask = async ({ port }) => (await send(port, { path: '/state/shared' })).body.toString()
  const renders = async ({ port }) => {
    const { body } = await send(port, { path: '/api/renders?name=shared' })
    return JSON.parse(body.toString()).renders
  }

  await ask(first)
  const old = await ask(second)
  await sleep(2300)
  assert.strictEqual(await ask(first), old, 'stale')
  await sleep(800)
  const renewed = await ask(first)
  assert.notStrictEqual(renewed, old)
  assert.strictEqual(await ask(second), old, 'stale as well')
  await sleep(400)
  assert.strictEqual(await ask(second), renewed)
  assert.strictEqual(await renders(second), 0)
})
