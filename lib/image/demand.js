'use strict'

/** Counts the open responses that wait for a key. */
class Demand {
  #counts = new Map()

  /**
   * Counts `res` for `key` until it closes.
   *
   * @returns {() => void} ends that earlier
   */
  join(key, res) {
    let isCounted = true
    this.#add(key, 1)
    const leave = () => {
      if (!isCounted) return
      isCounted = false
      res.off('close', leave)
      this.#add(key, -1)
    }
    res.once('close', leave)
    return leave
  }

  /** True if a response waits for `key`. */
  has(key) {
    return this.#counts.has(key)
  }

  #add(key, difference) {
    const count = (this.#counts.get(key) ?? 0) + difference
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
  }
}

module.exports = { Demand }
