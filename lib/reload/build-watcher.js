'use strict'

const fs = require('node:fs/promises')
const path = require('node:path')

const interval = 500

// Written in this order: a build is whole when the last one is there and nobody holds the lock.
const first = 'BUILD_ID'
const last = 'export-marker.json'
const lock = 'lock'

/**
 * Tells of builds: `onBuild` is called when another one is whole and has not changed for a moment.
 * It asks for dates instead of watching folders, which `next build` deletes.
 */
class BuildWatcher {
  #distDir
  #onBuild
  #timer
  #known
  #seen

  /**
   * @param {string} distDir where `next build` writes
   * @param {() => Promise<void>} onBuild
   */
  constructor(distDir, onBuild) {
    this.#distDir = distDir
    this.#onBuild = onBuild
  }

  async start() {
    this.#known = await this.#state()
    this.#next()
  }

  stop() {
    clearTimeout(this.#timer)
    this.#onBuild = undefined
  }

  #next() {
    if (!this.#onBuild) return
    this.#timer = setTimeout(() => this.#look(), interval)
    this.#timer.unref()
  }

  async #look() {
    const state = await this.#state()
    const isNews = state !== undefined && state !== this.#known
    if (isNews && state === this.#seen) {
      // Whatever becomes of it: it is not news a second time.
      this.#known = state
      await this.#onBuild?.()
    }
    this.#seen = state
    this.#next()
  }

  /** What tells a whole build from others; undefined while there is none. */
  async #state() {
    const file = (name) => path.join(this.#distDir, name)
    try {
      const [id, begin, end, isLocked] = await Promise.all([
        fs.readFile(file(first), 'utf8'),
        fs.stat(file(first)),
        fs.stat(file(last)),
        fs.access(file(lock)).then(
          () => true,
          () => false
        )
      ])
      return isLocked ? undefined : `${id} ${begin.mtimeMs} ${end.mtimeMs}`
    } catch {
      return undefined
    }
  }
}

module.exports = { BuildWatcher }
