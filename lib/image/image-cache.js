'use strict'

// Next's cache of images, with recent hits in memory in front of it.
//
// On disk an image is `<key>/<maxAge>.<expireAt>.<etag>.<upstreamEtag>.<extension>`. Any process that
// serves the build may write it, including Next's own server. A file is replaced by one of another
// name, so the name shows whether the copy in memory is up to date. It is checked once a second: for
// that long memory may serve an image that was replaced or deleted. The name also holds the expiry,
// after which the image comes from disk.

const fs = require('node:fs/promises')
const path = require('node:path')
const { ByteLru } = require('./byte-lru')

// Milliseconds between two checks of the file name.
const trustedFor = 1000

// Bytes that an entry takes besides its image.
const overhead = 2000

/**
 * @typedef {object} Hit
 * @property {object} value of Next's cache entry: buffer, etag, extension
 * @property {number} maxAge seconds
 * @property {string} file its name
 * @property {number} expireAt milliseconds since the epoch
 * @property {number} seenAt when the name was last checked, in milliseconds since the epoch
 * @property {object} [reply] for the caller: the recorded header fields
 */

class ImageCache {
  #stored
  #folder
  #hits

  /**
   * @param {object} stored Next's ImageOptimizerCache
   * @param {object} options
   * @param {string} options.folder the folder of its files
   * @param {number} options.maxBytes how many bytes of hits stay in memory; 0: none
   */
  constructor(stored, { folder, maxBytes }) {
    // If this fails, every write fails too, and Next.js reports it then.
    stored.cacheDiskLRU?.catch(() => {})
    this.#stored = stored
    this.#folder = folder
    this.#hits = maxBytes > 0 ? new ByteLru(maxBytes) : undefined
  }

  /** Called by Next's response cache. */
  async get(key, context) {
    const entry = await this.#stored.get(key, context)
    if (entry && !entry.isStale && this.#hits) await this.#remember(key, entry)
    return entry
  }

  /** Called by Next's response cache. */
  set(key, value, context) {
    this.#hits?.delete(key)
    return this.#stored.set(key, value, context)
  }

  /** @returns {Hit | undefined | Promise<Hit | undefined>} a valid image that is in memory */
  find(key) {
    const now = Date.now()
    const hit = this.#validAt(now, key)
    return !hit || isTrusted(hit, now) ? hit : this.#check(key, hit, now)
  }

  /** @returns {Hit | undefined} what find() finds without the disk */
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
    // The file was replaced since it was read, or has an unknown form of name.
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

  async #check(key, hit, now) {
    // Further requests use the copy in memory during the check.
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

  /** Notes a use for the limit of the disk cache, which deletes the least recently used. */
  async #markAsUsed(key) {
    try {
      const order = await this.#stored.cacheDiskLRU
      order?.get(key)
    } catch {
      // See the constructor.
    }
  }
}

function isTrusted({ seenAt }, now) {
  const age = now - seenAt
  return age >= 0 && age < trustedFor
}

module.exports = { ImageCache }
