'use strict'

// Next's cache of images, and a memory of recent hits in front of it.
//
// On disk an image is `<key>/<maxAge>.<expireAt>.<etag>.<upstreamEtag>.<extension>`, written by any
// process that serves the build, ours or Next's. The file of a key is replaced as a whole, by one of
// another name, so that the name says whether what is remembered is still what is there. It is
// looked at once in a second: that long an image may be served from memory after it was replaced or
// deleted. When it expires the name says as well; from then on it comes from the disk.

const fs = require('node:fs/promises')
const path = require('node:path')
const { ByteLru } = require('./byte-lru')

const trustedFor = 1000

// What an entry takes besides its bytes.
const overhead = 2000

/**
 * @typedef {object} Hit
 * @property {object} value of Next's cache entry: buffer, etag, extension
 * @property {number} maxAge
 * @property {string} file its name
 * @property {number} expireAt milliseconds since the epoch, as `seenAt`
 * @property {number} seenAt when the name was last looked at
 * @property {object} [reply] room for what is made of it
 */

class ImageCache {
  #stored
  #folder
  #hits

  /**
   * @param {object} stored Next's ImageOptimizerCache
   * @param {object} options
   * @param {string} options.folder where it keeps its files
   * @param {number} options.maxBytes of hits that are remembered; 0: none
   */
  constructor(stored, { folder, maxBytes }) {
    // If this fails, so does every write, which is when Next tells.
    stored.cacheDiskLRU?.catch(() => {})
    this.#stored = stored
    this.#folder = folder
    this.#hits = maxBytes > 0 ? new ByteLru(maxBytes) : undefined
  }

  /** For Next's response cache. */
  async get(key, context) {
    const entry = await this.#stored.get(key, context)
    if (entry && !entry.isStale && this.#hits) await this.#remember(key, entry)
    return entry
  }

  /** For Next's response cache. */
  set(key, value, context) {
    this.#hits?.delete(key)
    return this.#stored.set(key, value, context)
  }

  /** @returns {Hit | undefined | Promise<Hit | undefined>} an image that is remembered and valid */
  find(key) {
    const now = Date.now()
    const hit = this.#validAt(now, key)
    return !hit || isTrusted(hit, now) ? hit : this.#lookAgain(key, hit, now)
  }

  /** @returns {Hit | undefined} what find() finds without looking at the disk */
  findAtOnce(key) {
    const now = Date.now()
    const hit = this.#validAt(now, key)
    return hit && isTrusted(hit, now) ? hit : undefined
  }

  #validAt(now, key) {
    const hit = this.#hits?.get(key)
    if (!hit || now <= hit.expireAt) return hit
    this.#hits.delete(key)
    return undefined
  }

  async #remember(key, { value, cacheControl }) {
    const file = (await this.#fileOf(key)) ?? ''
    const [maxAge, expireAt, etag] = file.split('.')
    // Replaced since it was read, or not named as expected.
    if (etag !== value.etag || Number(maxAge) !== cacheControl.revalidate || !(expireAt > 0)) return
    const hit = {
      value,
      maxAge: Number(maxAge),
      file,
      expireAt: Number(expireAt),
      seenAt: Date.now()
    }
    this.#hits.set(key, hit, value.buffer.byteLength + overhead)
  }

  async #lookAgain(key, hit, now) {
    // Meanwhile others go on with it.
    hit.seenAt = now
    if ((await this.#fileOf(key)) === hit.file) {
      await this.#markAsUsed(key)
      return hit
    }
    if (this.#hits.get(key) === hit) this.#hits.delete(key)
    return undefined
  }

  async #fileOf(key) {
    try {
      return (await fs.readdir(path.join(this.#folder, key)))[0]
    } catch {
      return undefined
    }
  }

  /** For the limit of the disk cache: Next deletes what has not been used for longest. */
  async #markAsUsed(key) {
    try {
      const order = await this.#stored.cacheDiskLRU
      order?.get(key)
    } catch {
      // As in the constructor.
    }
  }
}

function isTrusted({ seenAt }, now) {
  const age = now - seenAt
  return age >= 0 && age < trustedFor
}

module.exports = { ImageCache }
