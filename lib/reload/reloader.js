'use strict'

// Another build in the place of the one that is served, without a restart. The new one is copied,
// loaded and evaluated beside the old one; only when all of that has worked do requests go to it.
// Those that came before are answered by the build they came to, which is then forgotten; its hashed
// files stay for as many builds as the app keeps.

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

/** Whether the build of an app may be replaced while it runs. */
const isReloadable = ({ reloadable }) => Boolean(reloadable) || isWatching()

class Reloader {
  #next
  #config
  #noted
  #load
  #use
  #keptBuilds
  #copies
  #watcher
  #current
  // Copies of earlier builds whose hashed files are still served, the latest first.
  #older = []
  // What ends when the last request of an earlier build is answered.
  #retiring = new Map()
  #reloading = Promise.resolve()
  #isClosed = false

  /**
   * @param {object} parts
   * @param {import('../next/installed-next').InstalledNext} parts.next
   * @param {object} parts.config the evaluated configuration
   * @param {{ keepBuilds?: number }} parts.options
   * @param {(config: object, copy: object, olderDistDirs: string[]) => Promise<object>} parts.load
   *   makes a build that is loaded, see loaded-build.js
   * @param {(build: object) => object} parts.use swaps it in; returns the one before
   */
  constructor({ next, config, options, load, use }) {
    this.#next = next
    this.#config = config
    this.#load = load
    this.#use = use
    this.#keptBuilds = options.keepBuilds ?? defaultKeptBuilds
    this.#copies = new BuildCopies(next.dir, config.distDir)
  }

  /** Loads the build to begin with. */
  async first() {
    // Without a build it is for the core to say what is missing.
    if ((await this.#copies.currentName()) === undefined) return this.#load(this.#config)
    const copy = await this.#copies.take()
    this.#current = copy
    this.#noted = await readBuildConfig(copy.distDir)
    return this.#load(this.#config, copy)
  }

  /** Reloads by itself from now on, if it is to. */
  watch() {
    if (!isWatching()) return
    const distDir = path.join(this.#next.dir, this.#config.distDir)
    this.#watcher = new BuildWatcher(distDir, async () => {
      try {
        const { buildId, replaced } = await this.reload()
        if (replaced) this.#next.log.event(`Serving build ${buildId}`)
      } catch (error) {
        this.#next.log.error('The new build is not served:', error)
      }
    })
    void this.#watcher.start()
  }

  /**
   * Takes the build that is on disk in use; one at a time.
   *
   * @returns {Promise<{ buildId: string, replaced: boolean }>} not replaced: it is already in use
   * @throws when it cannot be used; then everything is as before
   */
  reload() {
    const reloading = this.#reloading.then(() => this.#reload())
    this.#reloading = reloading.then(
      (result) => this.#tell(result),
      (error) => this.#tell({ error })
    )
    return reloading
  }

  #tell(result) {
    if (reloaded.hasSubscribers) reloaded.publish({ dir: this.#next.dir, ...result })
  }

  async #reload() {
    if (this.#isClosed) throw new Error('The app is closed.')
    const copy = await this.#copies.take(this.#current)
    if (copy === this.#current) return { buildId: await this.#buildId(copy), replaced: false }
    let build
    try {
      const noted = await readBuildConfig(copy.distDir)
      const config = changedConfig(this.#config, this.#noted, noted)
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
      this.#noted = noted
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

  /** A build is as good as what can be evaluated of it. */
  async #evaluate(build) {
    const [failure] = await build.preload()
    if (failure === undefined) return
    throw codedError(
      'NEXT_NATIVE_ERR_BROKEN_BUILD',
      `${failure.file} of the new build cannot be loaded: ${failure.error?.message ?? failure.error}`,
      { cause: failure.error }
    )
  }

  /** Its `register` has run in this process; a second time would be too much for most of them. */
  async #warnOfInstrumentation(copy) {
    const read = ({ distDir }) =>
      fs.readFile(path.join(distDir, 'server', 'instrumentation.js'), 'utf8').catch(() => '')
    const [before, after] = await Promise.all([read(this.#current), read(copy)])
    if (before === after) return
    this.#next.log.warn('The instrumentation of the new build takes effect after a restart.')
  }

  /** Forgets a build when it has answered its last request, and the builds behind the kept ones. */
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

  /** What was begun with a build that is not used. */
  async #discard(copy) {
    await forgetBuild(this.#next, copy.distDir)
    await this.#copies.release(copy)
  }

  /** Has no other build begun. */
  stop() {
    this.#isClosed = true
    this.#watcher?.stop()
  }

  /** Gives all copies up. Work behind answers of earlier builds is waited for, their clients not. */
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
