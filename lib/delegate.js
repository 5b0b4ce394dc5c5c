'use strict'

/**
 * The installed Next's own production server, for what the core does not cover. Made when it is
 * first needed; a request it gets is answered by it as a whole.
 */
class Delegate {
  #next
  #options
  #onStart
  #app
  #server

  /**
   * @param {import('./installed-next').InstalledNext} next
   * @param {object} options of the user's `next()` call
   * @param {() => void} onStart called after it has started and published its own globals
   */
  constructor(next, options, onStart) {
    this.#next = next
    this.#options = options
    this.#onStart = onStart
  }

  /** Starts it, once. A failed start is tried again by the next request. */
  start() {
    this.#app ??= this.#create().catch((error) => {
      this.#app = undefined
      throw error
    })
    return this.#app
  }

  async handle(req, res) {
    const app = await this.start()
    return app.requestHandler(req, res)
  }

  async handleUpgrade(req, socket, head) {
    const app = await this.start()
    return app.upgradeHandler(req, socket, head)
  }

  /** The server inside, for the methods of a custom server; undefined before it has started. */
  get server() {
    return this.#server
  }

  setAssetPrefix(prefix) {
    this.#server?.setAssetPrefix(prefix)
  }

  async close() {
    if (this.#app) await (await this.#app).close()
  }

  async #create() {
    const app = this.#next.createServer({ ...this.#options, customServer: true, dev: false })
    await app.prepare()
    this.#server = app.server
    this.#onStart()
    return app
  }
}

module.exports = { Delegate }
