'use strict'

// The Next.js that the application has installed. next-native loads its modules from the
// application's folder, so that their singletons (async storages, tags, caches) are those that the
// compiled entrypoints use.

const path = require('node:path')
const { createRequire } = require('node:module')
const { codedError } = require('../errors')
const { NextModules } = require('./modules')

// The releases that the tests compare with. Earlier ones have other manifests and entrypoints; the
// next major is unknown. Of 16.4.0 only the release counts, of later versions previews do too.
const supportedRange = '>=16.4.0 <17'

function isSupported(version) {
  const [, major, minor, patch, preview] = /^(\d+)\.(\d+)\.(\d+)(-.+)?/.exec(version) ?? []
  if (major !== '16' || Number(minor) < 4) return false
  return preview === undefined || minor !== '4' || patch !== '0'
}

class InstalledNext {
  /**
   * @param {string} dir the application's folder, absolute
   * @throws NEXT_NATIVE_ERR_NEXT_NOT_FOUND
   */
  constructor(dir) {
    const requireFromApp = createRequire(path.join(dir, 'package.json'))
    let manifest
    try {
      // A file of the package: lib/register.js may map the bare name to next-native.
      manifest = requireFromApp.resolve('next/package.json')
    } catch (cause) {
      throw codedError(
        'NEXT_NATIVE_ERR_NEXT_NOT_FOUND',
        `The package \`next\` is not installed where ${dir} can find it. next-native runs the ` +
          "application's own Next.js: add it with `npm install next react react-dom`.",
        { cause }
      )
    }
    this.dir = dir
    this.root = path.dirname(manifest)
    this.version = require(manifest).version
    /** The parts of it that the other rooms use. */
    this.modules = new NextModules(this)
  }

  /** @throws NEXT_NATIVE_ERR_UNSUPPORTED_VERSION for a version outside the supported range */
  checkVersion() {
    if (isSupported(this.version)) return
    throw codedError(
      'NEXT_NATIVE_ERR_UNSUPPORTED_VERSION',
      `next-native works with Next.js ${supportedRange}, but ${this.root} is ${this.version}.`
    )
  }

  /**
   * Loads a file of the package. For this folder only; other rooms use `modules`.
   *
   * @param {string} request below the package: 'dist/server/config'
   */
  require(request) {
    return require(path.join(this.root, request))
  }

  /**
   * Loads copies of files of the package, whose state nothing else shares.
   *
   * @param {string[]} requests those that need each other in the order in which they are loaded
   */
  requireCopies(requests) {
    const files = requests.map((request) => require.resolve(path.join(this.root, request)))
    const shared = files.map((file) => require.cache[file])
    // A `require` of its own, so that the copies can be collected when they are no longer used.
    const requireCopy = createRequire(path.join(this.root, 'package.json'))
    for (const file of files) delete require.cache[file]
    try {
      return files.map((file) => requireCopy(file))
    } finally {
      files.forEach((file, index) => {
        if (shared[index]) require.cache[file] = shared[index]
        else delete require.cache[file]
      })
    }
  }

  /** The logger, with the `⨯` and `⚠` prefixes. */
  get log() {
    return this.require('dist/build/output/log')
  }

  /** The constructor of custom servers: what `require('next')` is in the application. */
  get createServer() {
    return this.require('dist/server/next.js')
  }
}

module.exports = { InstalledNext }
