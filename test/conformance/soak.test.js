'use strict'
// Runs test/soak/soak.js with 12,000 requests, or with 100,000 if SOAK=full.

const assert = require('node:assert')
const { spawn } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const script = path.join(__dirname, '..', 'soak', 'soak.js')
const requests = process.env.SOAK === 'full' ? '100000' : '12000'

test(`memory and handles over ${requests} requests`, async (context) => {
  const env = { ...process.env }
  delete env.NODE_TEST_CONTEXT
  const child = spawn(process.execPath, ['--expose-gc', script, requests], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  for (const line of output
    .split('\n')
    .filter((text) => /^(\d+ requests|answers|open)/.test(text))) {
    context.diagnostic(line)
  }
  assert.strictEqual(code, 0, output.slice(-4000))
})
