'use strict'

// Of one value, so that it does not push out all others.
const largestShare = 8

/** Values by key; the least recently used are dropped so that together they stay below a size. */
class ByteLru {
  #entries = new Map()
  #maxBytes
  #bytes = 0

  /** @param {number} maxBytes */
  constructor(maxBytes) {
    this.#maxBytes = maxBytes
  }

  get(key) {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    // A Map keeps the order of insertion: the first is the one not used for longest.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** Keeps `value`, unless it is larger than one value may be. */
  set(key, value, bytes) {
    this.delete(key)
    if (bytes * largestShare > this.#maxBytes) return
    this.#entries.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.delete(oldest)
    }
  }

  delete(key) {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}

module.exports = { ByteLru }
