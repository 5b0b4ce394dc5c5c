'use strict'
// A peer: one server process, pinned to its own core, and its CPU time and memory.

const { execFileSync, spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { setTimeout: sleep } = require('node:timers/promises')

const { nginxCommand } = require('./nginx')

const serverCore = 0
const startTimeoutMs = 30_000
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function canConnect(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    const settle = (value) => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}

// Programs that get their port as an argument. The other peers are peers/*.js, behind
// peer-process.js.
const programs = {
  'next-start': ({ dir }, port) => {
    const next = path.join(dir, 'node_modules', 'next', 'dist', 'bin', 'next')
    return [process.execPath, next, 'start', '--port', String(port), '--hostname', '127.0.0.1']
  },
  nginx: (app, port) => nginxCommand(app, port, { isPrecompressed: false }),
  'nginx-gzip-static': (app, port) => nginxCommand(app, port, { isPrecompressed: true })
}

class Peer {
  #child
  #begin = performance.now()

  /**
   * Resolves when the server listens. `startMs` is the time from the start of the process to then.
   *
   * @param {string} name
   * @param {{ dir: string, files?: Record<string, string> }} app the folder of the built app, and
   *   for nginx the files by their URL
   */
  static async start(name, app) {
    const peer = new Peer()
    peer.name = name
    if (programs[name]) await peer.#startProgram(programs[name], app)
    else await peer.#startScript(app)
    peer.startMs = performance.now() - peer.#begin
    return peer
  }

  async #startProgram(commandOf, app) {
    this.port = await freePort()
    const command = commandOf(app, this.port)
    this.#spawn(command, app, ['ignore', 'ignore', 'inherit'])
    while (!(await canConnect(this.port))) {
      if (this.#isOver) throw new Error(`${this.name} ended before it listened`)
      if (performance.now() - this.#begin > startTimeoutMs)
        throw new Error(`${this.name} does not listen after ${startTimeoutMs} ms`)
      await sleep(5)
    }
  }

  async #startScript(app) {
    const file = path.join(__dirname, 'peer-process.js')
    const command = [process.execPath, file, this.name, app.dir]
    this.#spawn(command, app, ['ignore', 'inherit', 'inherit', 'ipc'])
    this.port = (await this.#message(startTimeoutMs)).port
  }

  #spawn(command, { dir }, stdio) {
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    this.#begin = performance.now()
    this.#child = spawn('taskset', ['-c', String(serverCore), ...command], { env, cwd: dir, stdio })
  }

  get #isOver() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  async #message(timeoutMs = 10_000) {
    const signal = AbortSignal.timeout(timeoutMs)
    const ended = once(this.#child, 'exit', { signal }).then(([status, by]) => {
      throw new Error(`${this.name} ended (${by ?? status})`)
    })
    ended.catch(() => {})
    const [message] = await Promise.race([once(this.#child, 'message', { signal }), ended])
    return message
  }

  async #ask(message) {
    const answer = this.#message()
    this.#child.send(message)
    return answer
  }

  async replay({ status, headers, body }) {
    await this.#ask({ replay: { status, headers, body: body.toString('base64') } })
  }

  /** app.stats() of next-native; null for other peers. */
  async stats() {
    return programs[this.name] ? null : (await this.#ask({ stats: true })).stats
  }

  /** Milliseconds since the start of the process. */
  get ageMs() {
    return performance.now() - this.#begin
  }

  /** User and system time so far of all threads, in microseconds and precise to a clock tick. */
  cpuUs() {
    const text = fs.readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8')
    // Field 2, the name in parentheses, may contain spaces. Fields 14 and 15 are utime and stime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond
  }

  rssBytes() {
    const text = fs.readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)[1]) * 1024
  }

  async stop() {
    if (this.#isOver) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}

module.exports = { Peer }
