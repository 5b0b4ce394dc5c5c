'use strict'

// Replaces the build that is served, without a restart. The new build is copied, loaded and evaluated
// beside the old one. When all of that has worked, requests go to it. Requests in flight are answered by
// the build that they came to, which is then forgotten. Its hashed files stay reachable for as many
// builds as the app keeps.

const fs = require('node:fs/promises')
const path = require('node:path')
const { reloaded } = require('../metrics/diagnostics')
const { codedError } = require('../errors')
const { BuildCopies } = require('./build-copies')
const { BuildWatcher } = require('./build-watcher')
const { changedConfig, readBuildConfig } = require('./config-changes')
const { forgetBuild } = require('./forget-build')

const defaultKeptBuilds = 1

const isWatching = () => process.env.NEXT_NATIVE_WATCH_BUILD === '1'

/** True if the build of an app may be replaced while the app runs. */
const isReloadable = ({ reloadable }) => Boolean(reloadable) || isWatching()

class Reloader {
  #next
  #config
  #record
  #load
  #use
  #keptBuilds
  #copies
  #watcher
  #current
  // Copies of earlier builds whose hashed files are still served, the latest first.
  #older = []
  // Earlier builds that still have requests in flight, by their copies.
  #retiring = new Map()
  #reloading = Promise.resolve()
  #isClosed = false

  /**
   * @param {object} parts
   * @param {import('../next/installed-next').InstalledNext} parts.next
   * @param {object} parts.config the evaluated configuration
   * @param {{ keepBuilds?: number }} parts.options
   * @param {(config: object, copy: object, olderDistDirs: string[]) => Promise<object>} parts.load
   *   loads a build, see app/loaded-build.js
   * @param {(build: object) => object} parts.use answers requests from it; returns the build before
   */
  constructor({ next, config, options, load, use }) {
    this.#next = next
    this.#config = config
    this.#load = load
    this.#use = use
    this.#keptBuilds = options.keepBuilds ?? defaultKeptBuilds
    this.#copies = new BuildCopies(next.dir, config.distDir)
  }

  /** Loads the first build. */
  async first() {
    // Without a build, the core reports what is missing.
    if ((await this.#copies.currentName()) === undefined) return this.#load(this.#config)
    const copy = await this.#copies.take()
    this.#current = copy
    this.#record = await readBuildConfig(copy.distDir)
    return this.#load(this.#config, copy)
  }

  /** Reloads by itself from now on, if NEXT_NATIVE_WATCH_BUILD says so. */
  watch() {
    if (!isWatching()) return
    const distDir = path.join(this.#next.dir, this.#config.distDir)
    this.#watcher = new BuildWatcher(distDir, async () => {
      try {
        const { buildId, replaced } = await this.reload()
        if (replaced) this.#next.log.event(`Serving build ${buildId}`)
      } catch (error) {
        this.#next.log.error('The new build was not taken into use:', error)
      }
    })
    void this.#watcher.start()
  }

  /**
   * Switches to the build that is on disk. Calls run one after the other.
   *
   * @returns {Promise<{ buildId: string, replaced: boolean }>} `replaced` is false if that build is
   *   already in use
   * @throws if it cannot be used; the app then goes on with the build it has
   */
  reload() {
    const reloading = this.#reloading.then(() => this.#reload())
    this.#reloading = reloading.then(
      (result) => this.#publish(result),
      (error) => this.#publish({ error })
    )
    return reloading
  }

  #publish(result) {
    if (reloaded.hasSubscribers) reloaded.publish({ dir: this.#next.dir, ...result })
  }

  async #reload() {
    if (this.#isClosed) throw new Error('The app is closed.')
    const copy = await this.#copies.take(this.#current)
    if (copy === this.#current) return { buildId: await this.#buildId(copy), replaced: false }
    let build
    try {
      const record = await readBuildConfig(copy.distDir)
      const config = changedConfig(this.#config, this.#record, record)
      const older = [this.#current, ...this.#older].slice(0, this.#keptBuilds)
      build = await this.#load(
        config,
        copy,
        older.map(({ distDir }) => distDir)
      )
      await this.#evaluate(build)
      await this.#warnOfInstrumentation(copy)
      if (this.#isClosed) throw new Error('The app is closed.')
      this.#retire(this.#use(build), this.#current, older)
      this.#config = config
      this.#record = record
      this.#current = copy
      return { buildId: build.info.buildId, replaced: true }
    } catch (error) {
      build?.close()
      await this.#discard(copy)
      throw error
    }
  }

  async #buildId(copy) {
    return (await fs.readFile(path.join(copy.distDir, 'BUILD_ID'), 'utf8')).trim()
  }

  /** Refuses a build if a file of it cannot be evaluated. */
  async #evaluate(build) {
    const [failure] = await build.preload()
    if (failure === undefined) return
    throw codedError(
      'NEXT_NATIVE_ERR_BROKEN_BUILD',
      `${failure.file} of the new build cannot be loaded: ${failure.error?.message ?? failure.error}`,
      { cause: failure.error }
    )
  }

  /** Warns of changed instrumentation: `register` has run, and most cannot run twice in a process. */
  async #warnOfInstrumentation(copy) {
    const read = ({ distDir }) =>
      fs.readFile(path.join(distDir, 'server', 'instrumentation.js'), 'utf8').catch(() => '')
    const [before, after] = await Promise.all([read(this.#current), read(copy)])
    if (before === after) return
    this.#next.log.warn('The instrumentation of the new build takes effect after a restart.')
  }

  /** Forgets a build after its last request, and releases the copies that are no longer kept. */
  #retire(build, copy, kept) {
    const dropped = [copy, ...this.#older].filter((other) => !kept.includes(other))
    this.#older = kept
    const retired = build.finish().then(async () => {
      build.close()
      await forgetBuild(this.#next, copy.distDir)
      this.#retiring.delete(copy)
      if (!this.#older.includes(copy)) await this.#copies.release(copy)
    })
    this.#retiring.set(copy, { build, retired: retired.catch((error) => console.error(error)) })
    for (const other of dropped) {
      if (!this.#retiring.has(other)) void this.#copies.release(other)
    }
  }

  /** Removes the traces of a build that is not used. */
  async #discard(copy) {
    await forgetBuild(this.#next, copy.distDir)
    await this.#copies.release(copy)
  }

  /** Starts no further reload. */
  stop() {
    this.#isClosed = true
    this.#watcher?.stop()
  }

  /** Releases all copies. Waits for background work of earlier builds, but not for their clients. */
  async close() {
    this.stop()
    await this.#reloading
    for (const { build } of this.#retiring.values()) {
      await build.app.finish()
      build.close()
    }
    const copies = new Set([...this.#retiring.keys(), ...this.#older])
    if (this.#current) copies.add(this.#current)
    this.#older = []
    for (const copy of copies) await this.#copies.release(copy)
  }
}

module.exports = { Reloader, isReloadable }
