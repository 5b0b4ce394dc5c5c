'use strict'
// npm test: sets the machine up, builds, and runs every test, step by step; stops at the first step
// that fails. `node scripts/test.js unit api` runs only these steps.

const { spawn } = require('node:child_process')
const os = require('node:os')

const { main, root } = require('./lib/run')

const node = (...args) => [process.execPath, args]
const npmRun = (...args) => ['npm', ['run', '--silent', ...args]]

const steps = {
  setup: ['scripts/setup', ['test']],
  lint: npmRun('lint'),
  build: npmRun('build'),
  types: npmRun('test:types'),
  tidy: npmRun('lint:tidy'),
  // With sanitizers once, not without them as well.
  unit: npmRun('test:asan'),
  fuzz: node('scripts/fuzz.js', '10', '--seed=1'),
  api: npmRun('test:api'),
  differential: npmRun('test:differential'),
  conformance: npmRun('test:conformance'),
  browser: npmRun('test:browser'),
  package: npmRun('test:package')
}

// The step that runs now, as process.kill takes it: its process group, so that nothing outlives it.
let running

function endStep(signal) {
  try {
    if (running) process.kill(running, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

// Runs a step, showing its output; resolves to whether it passed and to the tests it counted.
function perform(name) {
  const [command, args] = steps[name]
  // A group of its own has no terminal, where sudo asks for the password.
  const detached = name !== 'setup'
  return new Promise((resolve, reject) => {
    const env = { CONFORMANCE: 'sample', ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
    const stdio = ['ignore', 'pipe', 'inherit']
    const child = spawn(command, args, { cwd: root, env, stdio, detached })
    running = detached ? -child.pid : child.pid
    let output = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text) => {
      output += text
      process.stdout.write(text)
    })
    child.on('error', reject)
    child.on('exit', () => {
      if (detached) endStep('SIGKILL')
      running = undefined
    })
    child.on('close', (status) => resolve({ ok: status === 0, ...countTests(output) }))
  })
}

// The summaries of node:test ("pass 3") and ctest ("0 tests failed out of 3").
function countTests(output) {
  const sum = (pattern) =>
    [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0)
  const ctestFailed = sum(/^\d+% tests passed, (\d+) tests failed out of \d+/gm)
  const ctestAll = sum(/^\d+% tests passed, \d+ tests failed out of (\d+)/gm)
  return {
    passed: sum(/^\W+pass (\d+)$/gm) + ctestAll - ctestFailed,
    failed: sum(/^\W+fail (\d+)$/gm) + ctestFailed
  }
}

async function runSteps(names) {
  const total = { passed: 0, failed: 0 }
  for (const [index, name] of names.entries()) {
    const title = `[${index + 1}/${names.length}] ${name}`
    console.log(`\n=== ${title}`)
    const start = Date.now()
    const { ok, passed, failed } = await perform(name)
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    console.log(`=== ${title}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`)
    // A step without a count of its own is one test.
    total.passed += ok && passed === 0 ? 1 : passed
    total.failed += ok ? 0 : Math.max(failed, 1)
    if (!ok) break
  }
  return total
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    endStep('SIGTERM')
    process.exit(128 + os.constants.signals[signal])
  })
}

main(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps)
  const unknown = names.find((name) => !Object.hasOwn(steps, name))
  if (unknown) throw new Error(`no step ${unknown}; there are: ${Object.keys(steps).join(' ')}`)
  const { passed, failed } = await runSteps(names)
  console.log(`\n${passed} passed, ${failed} failed`)
  if (failed > 0) process.exit(1)
})
