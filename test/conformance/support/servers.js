'use strict'
// Starts and stops the server processes that are compared.

const { fork } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { root } = require('./fixture-apps')

// The package under test, and the one it is compared with.
const libraries = { ours: process.env.CONFORMANCE_LIBRARY || root, next: 'next' }

/** A custom server in its own process. start() also restarts it after it died. */
class Server {
  #child
  #log

  constructor(folder, library) {
    this.folder = folder
    this.name = library
    this.library = libraries[library]
    this.logFile = path.join(folder, 'server.log')
  }

  /** Returns a further server for the same folder. */
  another() {
    return new Server(this.folder, this.name)
  }

  async start() {
    this.#log = fs.openSync(this.logFile, 'a')
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    delete env.NODE_TEST_CONTEXT
    this.#child = fork(path.join(__dirname, 'server-process.js'), [this.folder, this.library], {
      env,
      execArgv: [],
      stdio: ['ignore', this.#log, this.#log, 'ipc']
    })
    this.port = await this.#message('port')
    return this
  }

  #message(field) {
    return new Promise((resolve, reject) => {
      const died = () => {
        const log = fs.readFileSync(this.logFile, 'utf8').slice(-2000)
        reject(new Error(`the server in ${this.folder} ended:\n${log}`))
      }
      this.#child.once('exit', died)
      this.#child.on('message', (message) => {
        if (!(field in message)) return
        this.#child.off('exit', died)
        resolve(message[field])
      })
    })
  }

  get alive() {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves to the counters of `app.stats()`, or to null for a server that has none. */
  stats() {
    return this.#ask('stats')
  }

  /** Resolves to the modules of Next's own server that its process has loaded. */
  loadedNextServer() {
    return this.#ask('nextServer')
  }

  #ask(what) {
    const answer = this.#message(what)
    this.#child.send(what)
    return answer
  }

  async stop() {
    if (this.alive) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve))
      this.#child.disconnect()
      await ended
    }
    fs.closeSync(this.#log)
  }
}

module.exports = { Server }
