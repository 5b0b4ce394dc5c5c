'use strict'

const fs = require('node:fs/promises')
const path = require('node:path')

// Milliseconds between two checks.
const interval = 500

// `next build` writes `first` first and `last` last. A build is complete when both are there and there
// is no lock.
const first = 'BUILD_ID'
const last = 'export-marker.json'
const lock = 'lock'

/**
 * Calls `onBuild` when another build is complete and has not changed between two checks. Compares dates
 * instead of watching folders, which `next build` deletes.
 */
class BuildWatcher {
  #distDir
  #onBuild
  #timer
  #known
  #seen

  /**
   * @param {string} distDir the folder that `next build` writes to
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
    this.#timer = setTimeout(() => this.#check(), interval)
    this.#timer.unref()
  }

  async #check() {
    const state = await this.#state()
    const isNews = state !== undefined && state !== this.#known
    if (isNews && state === this.#seen) {
      // Noted before the call, so that a failure is not repeated at each check.
      this.#known = state
      await this.#onBuild?.()
    }
    this.#seen = state
    this.#next()
  }

  /** A text that differs for each complete build; undefined while there is none. */
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
