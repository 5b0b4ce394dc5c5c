'use strict'

/** How many open responses wait for what, by key. */
class Demand {
  #counts = new Map()

  /** Counts `res` for `key` until it is closed or the function that is returned is called. */
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
