'use strict'

// The Next.js that the application has installed. Every module of it that next-native uses is
// required through here, from the application's folder, so that its singletons (async storages,
// tags, configuration cache) are the ones the compiled entrypoints use.

const path = require('node:path')
const { createRequire } = require('node:module')
const { codedError } = require('../errors')

// What the tests compare with: earlier versions have other manifests and entrypoints, and those of
// the next major are not known. Releases only of 16.4 itself, later previews as they come.
const supportedRange = '>=16.4.0 <17'

function isSupported(version) {
  const [, major, minor, patch, preview] = /^(\d+)\.(\d+)\.(\d+)(-.+)?/.exec(version) ?? []
  if (major !== '16' || Number(minor) < 4) return false
  return preview === undefined || minor !== '4' || patch !== '0'
}

class InstalledNext {
  /** @param {string} dir the application's folder, absolute */
  constructor(dir) {
    const requireFromApp = createRequire(path.join(dir, 'package.json'))
    let manifest
    try {
      // A file below the package: the bare name may be mapped to next-native (lib/register.js).
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
  }

  /** Refuses versions whose builds and servers next-native was not made for. */
  checkVersion() {
    if (isSupported(this.version)) return
    throw codedError(
      'NEXT_NATIVE_ERR_UNSUPPORTED_VERSION',
      `next-native works with Next.js ${supportedRange}, but ${this.root} is ${this.version}.`
    )
  }

  /** @param {string} request below the package: 'dist/server/config' */
  require(request) {
    return require(path.join(this.root, request))
  }

  /** Loads separate copies of the modules: their state is not shared with anybody else's. */
  requireCopies(requests) {
    const files = requests.map((request) => require.resolve(path.join(this.root, request)))
    const shared = files.map((file) => require.cache[file])
    // Its own `require`, so that the copies go when nobody has them any more.
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

  /** The logger with the `⨯` and `⚠` prefixes. */
  get log() {
    return this.require('dist/build/output/log')
  }

  /** The constructor of custom servers, what `require('next')` is in the application. */
  get createServer() {
    return this.require('dist/server/next.js')
  }
}

module.exports = { InstalledNext }
