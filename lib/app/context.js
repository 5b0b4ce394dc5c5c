'use strict'

const path = require('node:path')
const { PendingWork } = require('../exchange/pending-work')
const { createIsolation } = require('../reload/isolation')

const requestContextSymbol = Symbol.for('@next/request-context')

/** One application in production: where it is, how it is configured, whom it logs to. */
class AppContext {
  #work
  #sandbox

  /**
   * @param {import('../next/installed-next').InstalledNext} next
   * @param {object} config the evaluated configuration
   * @param {{ hostname?: string, port?: number | string, quiet?: boolean }} options
   * @param {(error: unknown) => boolean} isExpected errors of background work that are no news
   * @param {import('../reload/build-copies').BuildCopy} [copy] where the build is, if not in the
   *   app's folder
   */
  constructor(next, config, { hostname, port, quiet }, isExpected = () => false, copy = undefined) {
    this.next = next
    this.isCopy = copy !== undefined
    this.dir = copy?.root ?? next.dir
    this.config = config
    this.hostname = hostname || 'localhost'
    this.port = Number(port) || 3000
    this.quiet = Boolean(quiet)
    this.distDir = path.join(this.dir, config.distDir)
    this.serverDistDir = path.join(this.distDir, 'server')
    // An empty string would count as missing in entrypoints.
    this.relativeProjectDir = path.relative(process.cwd(), this.dir) || '.'
    this.deploymentId = config.experimental.useSkewCookie ? '' : (config.deploymentId ?? '')
    this.assetPrefix = config.assetPrefix || ''
    /** Runs code of the build; only needed where there may be two builds. */
    this.isolate = this.isCopy ? createIsolation() : (work) => work()
    this.#work = new PendingWork((error) => {
      if (!isExpected(error)) console.error(error)
    })
  }

  /** Next's sandbox for the edge runtime; it remembers code by names that every build has. */
  get sandbox() {
    const { modules } = this.next
    this.#sandbox ??= this.isCopy ? modules.copySandbox() : modules.sandbox
    return this.#sandbox
  }

  /** Logs with the `⨯` prefix, unless the app is quiet. */
  logError(error) {
    if (!this.quiet) this.next.log.error(error)
  }

  /** The `waitUntil` of a request: the platform's, if it has one, else ours. */
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
