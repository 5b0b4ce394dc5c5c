'use strict'

/** The error of work that was no longer wanted when its turn came. */
class AbandonedWork extends Error {
  constructor() {
    super('This work is no longer wanted.')
  }
}

/** Runs a limited number of pieces of work at once. The others wait, first come, first served. */
class ConcurrencyLimiter {
  #limit
  #running = 0
  #waiting = []

  /** @param {number} limit */
  constructor(limit) {
    this.#limit = limit
  }

  /**
   * Runs `work` when it is its turn.
   *
   * @template T
   * @param {() => Promise<T>} work
   * @param {() => boolean} isWanted asked when its turn comes, if it had to wait
   * @returns {Promise<T>}
   * @throws {AbandonedWork} if it had to wait and is no longer wanted
   */
  async run(work, isWanted) {
    const hasWaited = this.#running >= this.#limit
    if (hasWaited) await new Promise((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      if (hasWaited && !isWanted()) throw new AbandonedWork()
      return await work()
    } finally {
      this.#passOn()
    }
  }

  #passOn() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

module.exports = { AbandonedWork, ConcurrencyLimiter }
