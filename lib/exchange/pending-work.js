'use strict'

/** Work that outlives its response: what `after()` and revalidation pass to `waitUntil`. */
class PendingWork {
  #promises = new Set()
  #onError

  /** @param {(error: unknown) => void} onError called with the error of work that fails */
  constructor(onError) {
    this.#onError = onError
    this.waitUntil = (promise) => {
      const done = () => this.#promises.delete(promise)
      this.#promises.add(promise)
      promise.then(done, (error) => {
        done()
        this.#onError(error)
      })
    }
  }

  /** Resolves when all of it, and the work that it started in turn, is done. */
  async finish() {
    while (this.#promises.size > 0) await Promise.allSettled(this.#promises)
  }
}

module.exports = { PendingWork }
