'use strict'
// npm test: sets the machine up, builds, and runs every test. `node scripts/test.js unit api` runs
// only these steps. --full (npm run test:full) runs all cases instead of a sample, and runs longer.
//
// Steps that only compute run beside the steps that send requests to servers, which mostly wait.
// They have the lowest priority, so that they do not slow the servers down. No step begins after
// one failed.

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { main, root } = require('./lib/run')
const { showTable } = require('./lib/table')

const isFull = process.argv.includes('--full')

const node = (...args) => [process.execPath, args]
const npmRun = (...args) => ['npm', ['run', '--silent', ...args]]

const steps = {
  setup: ['scripts/setup', ['test']],
  lint: npmRun('lint'),
  scripts: npmRun('test:scripts'),
  types: npmRun('test:types'),
  // Runs with sanitizers only.
  unit: npmRun('test:asan'),
  ...(isFull && { tsan: npmRun('test:tsan') }),
  tidy: isFull ? npmRun('lint:tidy', '--', '--thorough') : npmRun('lint:tidy'),
  fuzz: node('scripts/fuzz.js', isFull ? '60' : '5', '--seed=1'),
  build: npmRun('build'),
  fixtures: node('test/fixtures/build.js'),
  conformance: npmRun('test:conformance'),
  api: npmRun('test:api'),
  lib: npmRun('test:lib'),
  differential: isFull
    ? npmRun('test:differential', '--', '--pairs=50000')
    : npmRun('test:differential'),
  browser: npmRun('test:browser'),
  package: npmRun('test:package')
}

// The steps of a list run one after the other. `first` runs before the other lists. Then
// `computing` runs beside `before`, and after `before` all lists of `asking` run side by side.
const first = ['setup']
const computing = ['lint', 'scripts', 'types', 'unit', 'tsan', 'tidy', 'fuzz']
const before = ['build', 'fixtures']
const asking = [['conformance'], ['api', 'lib', 'differential', 'browser', 'package']]

const amounts = isFull
  ? { CONFORMANCE: 'all', SOAK: 'full', CLUSTER: 'full' }
  : { CONFORMANCE: 'sample' }

const logs = path.join(root, 'build', 'test-logs')

// The running steps, in the form that process.kill takes: process groups, so that no process
// outlives its step.
const running = new Set()

function endStep(step, signal) {
  try {
    process.kill(step, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

// Runs a step. Resolves to its result, output and test counts. `onText` gets the output as it
// arrives.
function perform(name, onText) {
  const [command, args] = steps[name]
  // `setup` stays in this process group: sudo asks for the password on the terminal.
  const detached = name !== 'setup'
  return new Promise((resolve, reject) => {
    const env = { ...amounts, ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd: root, env, stdio, detached })
    child.on('error', reject)
    if (child.pid === undefined) return
    if (computing.includes(name)) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW)
    const step = detached ? -child.pid : child.pid
    running.add(step)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        onText(text)
      })
    }
    child.on('exit', () => {
      if (detached) endStep(step, 'SIGKILL')
      running.delete(step)
    })
    child.on('close', (status) => {
      resolve({ ok: status === 0, output, ...countTests(output) })
    })
  })
}

// Reads the summaries of node:test ("pass 3") and ctest ("0 tests failed out of 3").
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

// Returns the part of a failed step's output that says why. node:test repeats all failures at the
// end.
function failuresIn(output) {
  const at = output.lastIndexOf('✖ failing tests:')
  return at < 0 ? output : output.slice(at)
}

class Run {
  /** @type {{ name: string, seconds: number, passed: number, failed: number }[]} */
  rows = []
  #names

  constructor(names) {
    this.#names = names
    fs.mkdirSync(logs, { recursive: true })
  }

  get hasFailed() {
    return this.rows.some(({ failed }) => failed > 0)
  }

  /** Runs the requested steps of `list` until any step of this run fails. */
  async inTurn(list) {
    for (const name of list) {
      if (this.hasFailed) return
      if (this.#names.includes(name)) await this.#step(name)
    }
  }

  async #step(name) {
    const isAlone = this.#names.length === 1 || name === 'setup'
    console.log(`=== ${name}: begins`)
    const start = Date.now()
    const { ok, output, passed, failed } = await perform(name, (text) => {
      if (isAlone) process.stdout.write(text)
    })
    const seconds = (Date.now() - start) / 1000
    const log = path.join(logs, `${name}.log`)
    fs.writeFileSync(log, output)
    if (!ok && !isAlone) console.log(failuresIn(output))
    const place = path.relative(root, log)
    console.log(`=== ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s, see ${place}`)
    // A step that counts no tests counts as one test.
    this.rows.push({
      name,
      seconds,
      passed: ok && passed === 0 ? 1 : passed,
      failed: ok ? 0 : Math.max(failed, 1)
    })
  }
}

async function runSteps(names) {
  const run = new Run(names)
  await run.inTurn(first)
  const askServers = async () => {
    await run.inTurn(before)
    await Promise.all(asking.map((list) => run.inTurn(list)))
  }
  await Promise.all([run.inTurn(computing), askServers()])
  return run.rows
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    console.log(`\n${signal}: ends the steps that run`)
    for (const step of running) endStep(step, 'SIGTERM')
    process.exit(128 + os.constants.signals[signal])
  })
}

// Only the end of the run says that it passed.
process.exitCode = 1

main(async () => {
  const asked = process.argv.slice(2).filter((word) => word !== '--full')
  const names = asked.length > 0 ? asked : Object.keys(steps)
  const unknown = names.find((name) => !Object.hasOwn(steps, name))
  if (unknown) throw new Error(`no step ${unknown}; there are: ${Object.keys(steps).join(' ')}`)
  const start = Date.now()
  const rows = await runSteps(names)
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0)
  const [passed, failed] = [sum('passed'), sum('failed')]
  showTable(rows, { name: 'all', seconds: (Date.now() - start) / 1000, passed, failed })
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
})
