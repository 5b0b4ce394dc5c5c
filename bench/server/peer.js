'use strict'
// A peer: one server process, pinned to a core of its own, and what the system knows of it.

const { execFileSync, spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const serverCore = 0
const startTimeoutMs = 30_000
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

class Peer {
  #child

  /** Resolves when the server listens; `startMs` is how long that took from the start of Node. */
  static async start(name, dir) {
    const peer = new Peer()
    const file = path.join(__dirname, 'peer-process.js')
    const args = ['-c', String(serverCore), process.execPath, file, name, dir]
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    const begin = performance.now()
    const child = spawn('taskset', args, {
      env,
      cwd: dir,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc']
    })
    peer.#child = child
    peer.name = name
    const { port } = await peer.#message(startTimeoutMs)
    peer.port = port
    peer.startMs = performance.now() - begin
    return peer
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

  /** app.stats() of next-native; null for the others. */
  async stats() {
    return (await this.#ask({ stats: true })).stats
  }

  /** User and system time so far, of all threads, in microseconds; counted in clock ticks. */
  cpuUs() {
    const text = fs.readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8')
    // The second field, the name in parentheses, may hold spaces; utime and stime are 14 and 15.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond
  }

  rssBytes() {
    const text = fs.readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)[1]) * 1024
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}

module.exports = { Peer }
