'use strict'

// Compiled code of app pages keeps the manifests of its build in a global. Two builds in one process
// would overwrite each other's while pages of both are being rendered: the global is here one for
// each build, told apart by whose code runs (dist/server/app-render/manifests-singleton.js).

const { AsyncLocalStorage } = require('node:async_hooks')

const manifestsSymbol = Symbol.for('next.server.manifests')
const stateSymbol = Symbol.for('next-native.isolation')

/** The storage that tells which build's code runs, and the global that depends on it. */
function install() {
  const running = new AsyncLocalStorage()
  // For code that runs outside of every build: as without this.
  const outside = { manifests: globalThis[manifestsSymbol] }
  Object.defineProperty(globalThis, manifestsSymbol, {
    configurable: true,
    get: () => (running.getStore() ?? outside).manifests,
    set: (value) => {
      const build = running.getStore() ?? outside
      build.manifests = value
    }
  })
  return running
}

/** @returns {<T>(work: () => T) => T} runs `work`, and all that it starts, as code of one build */
function createIsolation() {
  const running = (globalThis[stateSymbol] ??= install())
  const build = { manifests: undefined }
  return (work) => running.run(build, work)
}

module.exports = { createIsolation }
