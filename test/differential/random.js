'use strict'
// Random-looking numbers that are the same for the same seed (mulberry32), and choices based on
// them.

class Random {
  #state

  /** @param {number} seed any integer */
  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** Returns a number from 0 up to, but not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** Returns an integer from 0 up to, but not including, `limit`. */
  below(limit) {
    return Math.floor(this.next() * limit)
  }

  /** Returns an integer from `low` to `high`, both included. */
  between(low, high) {
    return low + this.below(high - low + 1)
  }

  chance(probability) {
    return this.next() < probability
  }

  pick(list) {
    return list[this.below(list.length)]
  }

  /** Calls one of the functions of `[weight, make]` pairs and returns its result. */
  choose(choices) {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0)
    let at = this.next() * total
    for (const [weight, make] of choices) {
      at -= weight
      if (at < 0) return make()
    }
    return choices.at(-1)[1]()
  }

  /** Returns `count` different elements of the list, in its order. */
  some(list, count) {
    const left = [...list.keys()]
    const taken = []
    while (taken.length < count && left.length > 0) {
      taken.push(left.splice(this.below(left.length), 1)[0])
    }
    return taken.sort((a, b) => a - b).map((index) => list[index])
  }

  list(low, high, make) {
    return Array.from({ length: this.between(low, high) }, make)
  }
}

module.exports = { Random }
