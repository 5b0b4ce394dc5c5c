'use strict'
// Generates load with wrk, pinned to its own core.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setTimeout: sleep } = require('node:timers/promises')

const loadCore = 1
const longestMs = 60_000
const nothing = { requests: 0, failed: 0, timeouts: 0, errorStatus: 0 }
const report = path.join(__dirname, 'load-report.lua')

function checkTools() {
  for (const tool of ['wrk', 'taskset', 'nginx']) {
    if (spawnSync(tool, ['-v'], { stdio: 'ignore' }).error) {
      throw new Error(`${tool} not found; scripts/setup bench installs what the bench needs`)
    }
  }
}

// Signals wrk until it stops: a signal at a bad moment does not wake it.
async function interrupt(child, exit) {
  for (let tries = 0; tries < 50; tries += 1) {
    child.kill('SIGINT')
    if (await Promise.race([exit, sleep(200)])) return
  }
  child.kill('SIGKILL')
}

// Writes the paths to a file, for the script of wrk.
function listOf(paths) {
  const file = path.join(os.tmpdir(), `next-native-bench-${process.pid}.txt`)
  fs.writeFileSync(file, paths.map((target) => target + '\n').join(''))
  return file
}

// wrk is stopped by a signal, because its own durations are whole seconds.
async function runWrk(url, headers, { connections, ms, paths }) {
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const wrk = ['wrk', '-t1', `-c${connections}`, '-d1h', '--timeout', '10s', '-s', report]
  const list = paths ? ['--', listOf(paths)] : []
  const child = spawn('taskset', ['-c', String(loadCore), ...wrk, ...fields, url, ...list])
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  const exit = once(child, 'exit')
  await Promise.race([sleep(ms), exit])
  await interrupt(child, exit)
  const [status, signal] = await exit
  if (signal === 'SIGINT') return nothing // wrk had not installed its signal handler yet
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (status !== 0 || !line) throw new Error(`wrk ${url} failed:\n${output}`)
  return JSON.parse(line)
}

/**
 * Loads `peer` with a scenario for `ms` milliseconds. Throws if an answer is wrong or missing.
 *
 * @returns {Promise<object>} requests, requests per second, CPU time of the server per request and
 *   latencies in microseconds
 */
async function load(peer, scenario, ms) {
  const { path: target, paths, headers, status, connections = 16 } = scenario
  const cpuBefore = peer.cpuUs()
  const url = `http://127.0.0.1:${peer.port}${target}`
  const run = await runWrk(url, headers, { connections, ms, paths })
  const cpuUs = peer.cpuUs() - cpuBefore
  const wrongStatus = status >= 400 ? run.requests - run.errorStatus : run.errorStatus
  if (run.failed + run.timeouts + wrongStatus > 0 || ms > longestMs) {
    throw new Error(`${peer.name} failed under load at ${target}: ${JSON.stringify(run)}`)
  }
  // A busy machine may answer no request in such a short time.
  if (run.requests === 0) return load(peer, scenario, ms * 4)
  return {
    requests: run.requests,
    perSecond: run.requests / (run.durationUs / 1e6),
    megabytesPerSecond: run.bytes / run.durationUs,
    cpuUs: cpuUs / run.requests,
    p50Us: run.p50Us,
    p99Us: run.p99Us
  }
}

module.exports = { checkTools, load }
