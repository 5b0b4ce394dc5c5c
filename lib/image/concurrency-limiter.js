'use strict'

/** A job that nobody wanted any more when its turn came. */
class DroppedJob extends Error {
  constructor() {
    super('nobody waits for this job any more')
  }
}

/** Runs so many jobs at once; the others wait, first come, first served. */
class JobQueue {
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
   * @param {() => boolean} isWanted asked of a job that had to wait
   * @returns {Promise<T>}
   * @throws {DroppedJob} if it had to wait and is not wanted any more
   */
  async run(work, isWanted) {
    const hasWaited = this.#running >= this.#limit
    if (hasWaited) await new Promise((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      if (hasWaited && !isWanted()) throw new DroppedJob()
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

module.exports = { DroppedJob, JobQueue }
