'use strict'
// Runs test/cluster/cluster.js: ten seconds, or a minute with CLUSTER=full.

const assert = require('node:assert')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const seconds = process.env.CLUSTER === 'full' ? '60' : '10'

test(`four processes on one build, ${seconds} s`, async (context) => {
  const env = { ...process.env }
  delete env.NODE_TEST_CONTEXT
  const script = path.join(__dirname, '..', 'cluster', 'cluster.js')
  const { stdout } = await promisify(execFile)(process.execPath, [script, seconds], { env })
  context.diagnostic(stdout.trim().split('\n').at(-1))
  assert.match(stdout, /4 processes/)
})
