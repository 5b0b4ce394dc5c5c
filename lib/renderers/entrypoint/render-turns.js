'use strict'

/**
 * Starts one render per turn of the event loop. A render keeps the process busy for milliseconds before
 * it first waits. When many requests for pages arrive together, requests for files and for pages in
 * memory would have to wait for all of them.
 */
class RenderTurns {
  #isTaken = false
  #waiting = []

  /** @returns {Promise<void> | undefined} resolves when the render may start; undefined: at once */
  take() {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve))
    this.#isTaken = true
    setImmediate(this.#pass)
    return undefined
  }

  // Between two of these Node.js reads the requests that have arrived.
  #pass = () => {
    const start = this.#waiting.shift()
    this.#isTaken = start !== undefined
    if (start === undefined) return
    setImmediate(this.#pass)
    start()
  }
}

module.exports = { RenderTurns }
