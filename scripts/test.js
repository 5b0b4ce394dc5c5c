'use strict'
// npm test: sets the machine up, builds, and runs every test, step by step; stops at the first step
// that fails. `node scripts/test.js unit api` runs only these steps.
//
// Steps that only compute run beside those that ask servers, which mostly wait: with the lowest
// priority, so that no server answers later for it.

const { spawn } = require('node:child_process')
const os = require('node:os')

const { main, root } = require('./lib/run')

const node = (...args) => [process.execPath, args]
const npmRun = (...args) => ['npm', ['run', '--silent', ...args]]

const steps = {
  setup: ['scripts/setup', ['test']],
  lint: npmRun('lint'),
  scripts: npmRun('test:scripts'),
  build: npmRun('build'),
  types: npmRun('test:types'),
  tidy: npmRun('lint:tidy'),
  // With sanitizers once, not without them as well.
  unit: npmRun('test:asan'),
  fuzz: node('scripts/fuzz.js', '10', '--seed=1'),
  api: npmRun('test:api'),
  lib: npmRun('test:lib'),
  differential: npmRun('test:differential'),
  conformance: npmRun('test:conformance'),
  browser: npmRun('test:browser'),
  package: npmRun('test:package')
}

const computing = ['tidy', 'fuzz']
const asking = ['api', 'lib', 'differential', 'conformance', 'browser', 'package']

// The steps that run now, as process.kill takes them: their process groups, so that nothing outlives
// them.
const running = new Set()

function endStep(step, signal) {
  try {
    process.kill(step, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

// Runs a step; resolves to whether it passed and to the tests it counted. Its output is shown at
// once, or when it is over if it runs beside others.
function perform(name, isBeside) {
  const [command, args] = steps[name]
  // A group of its own has no terminal, where sudo asks for the password.
  const detached = name !== 'setup'
  return new Promise((resolve, reject) => {
    const env = { CONFORMANCE: 'sample', ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
    const stdio = ['ignore', 'pipe', isBeside ? 'pipe' : 'inherit']
    const child = spawn(command, args, { cwd: root, env, stdio, detached })
    if (isBeside) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW)
    const step = detached ? -child.pid : child.pid
    running.add(step)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (text) => {
        output += text
        if (!isBeside) process.stdout.write(text)
      })
    }
    child.on('error', reject)
    child.on('exit', () => {
      if (detached) endStep(step, 'SIGKILL')
      running.delete(step)
    })
    child.on('close', (status) => {
      resolve({ ok: status === 0, output, ...countTests(output) })
    })
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

class Run {
  passed = 0
  failed = 0
  #count = 0
  #total

  constructor(total) {
    this.#total = total
  }

  /** Runs steps one after the other, until one of this run fails. */
  async inTurn(names, isBeside = false) {
    for (const name of names) {
      if (this.failed > 0) return
      const title = `[${++this.#count}/${this.#total}] ${name}`
      console.log(`\n=== ${title}${isBeside ? ', beside the next ones' : ''}`)
      const start = Date.now()
      const { ok, output, passed, failed } = await perform(name, isBeside)
      const seconds = ((Date.now() - start) / 1000).toFixed(1)
      if (isBeside) console.log(output)
      console.log(`=== ${title}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`)
      // A step without a count of its own is one test.
      this.passed += ok && passed === 0 ? 1 : passed
      this.failed += ok ? 0 : Math.max(failed, 1)
    }
  }
}

async function runSteps(names) {
  const run = new Run(names.length)
  const isAsking = (name) => asking.includes(name)
  const beside = names.some(isAsking) ? names.filter((name) => computing.includes(name)) : []
  const others = names.filter((name) => !beside.includes(name))
  await run.inTurn(others.filter((name) => !isAsking(name)))
  await Promise.all([run.inTurn(beside, true), run.inTurn(others.filter(isAsking))])
  return run
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const step of running) endStep(step, 'SIGTERM')
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
