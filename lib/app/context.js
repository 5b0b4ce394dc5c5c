'use strict'

const path = require('node:path')
const { PendingWork } = require('../exchange/pending-work')
const { createIsolation } = require('../reload/isolation')

const requestContextSymbol = Symbol.for('@next/request-context')

/** One build of an application: where it is, how it is configured, what its code runs with. */
class AppContext {
  #work
  #sandbox

  /**
   * @param {object} parts
   * @param {import('../next/installed-next').InstalledNext} parts.next
   * @param {object} parts.binding the native addon
   * @param {object} parts.config the evaluated configuration
   * @param {{ hostname?: string, port?: number | string, quiet?: boolean }} parts.options
   * @param {(error: unknown) => boolean} [parts.isExpected] tells errors of background work that are
   *   not worth a line in the log
   * @param {import('../reload/build-copies').BuildCopy} [parts.copy] where the build is, if not in
   *   the app's folder
   */
  constructor({ next, binding, config, options, isExpected = () => false, copy }) {
    const { hostname, port, quiet, replyMemory } = options
    this.next = next
    this.binding = binding
    this.isCopy = copy !== undefined
    this.dir = copy?.root ?? next.dir
    this.config = config
    this.hostname = hostname || 'localhost'
    this.port = Number(port) || 3000
    this.quiet = Boolean(quiet)
    this.replyMemory = replyMemory
    this.distDir = path.join(this.dir, config.distDir)
    this.serverDistDir = path.join(this.distDir, 'server')
    // Entrypoints take an empty string for a missing value.
    this.relativeProjectDir = path.relative(process.cwd(), this.dir) || '.'
    this.deploymentId = config.experimental.useSkewCookie ? '' : (config.deploymentId ?? '')
    this.assetPrefix = config.assetPrefix || ''
    /**
     * Runs code of the build. Only an app that may have two builds at once needs isolation.
     *
     * @type {<T>(work: () => T) => T}
     */
    this.isolate = this.isCopy ? createIsolation() : (work) => work()
    this.#work = new PendingWork((error) => {
      if (!isExpected(error)) console.error(error)
    })
  }

  /** The sandbox for the edge runtime; a copy of a build has one of its own. */
  get sandbox() {
    const { modules } = this.next
    this.#sandbox ??= this.isCopy ? modules.copySandbox() : modules.sandbox
    return this.#sandbox
  }

  /** Logs an error with the `⨯` prefix, unless the app is quiet. */
  logError(error) {
    if (!this.quiet) this.next.log.error(error)
  }

  /** The `waitUntil` of a request: the platform's if it has one, else that of this app. */
  waitUntil() {
    const platform = globalThis[requestContextSymbol]?.get()
    return platform ? platform.waitUntil : this.#work.waitUntil
  }

  /** Resolves when no background work is left. */
  finish() {
    return this.#work.finish()
  }
}

module.exports = { AppContext }
