'use strict'

// Lets one render start per turn of the event loop. A render keeps the process busy for milliseconds
// before it first waits for something; when many requests for pages have come in together, those for
// files and for pages in memory would have to wait for all of them.

class RenderTurns {
  #isTaken = false
  #waiting = []

  /** Undefined when a render may start at once; else a promise of the moment. */
  take() {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve))
    this.#isTaken = true
    setImmediate(this.#pass)
    return undefined
  }

  // What came in meanwhile is read between two of these.
  #pass = () => {
    const start = this.#waiting.shift()
    this.#isTaken = start !== undefined
    if (start === undefined) return
    setImmediate(this.#pass)
    start()
  }
}

module.exports = { RenderTurns }
