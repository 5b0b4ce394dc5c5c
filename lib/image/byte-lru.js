'use strict'

// The part of the capacity that one value may take, so that it does not evict all others: 1/8.
const largestShare = 8

/** Values by key. The least recently used are evicted, so that together they stay below a size. */
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
    // A Map keeps the order of insertion: its first entry is the least recently used.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** Keeps `value`, unless it is too large for one value. */
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
