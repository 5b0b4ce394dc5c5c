'use strict'

// Compiled code of app pages keeps some of its build in globals. Two builds in one process would
// overwrite each other's while pages of both are being rendered: each of the globals is here one for
// each build, told apart by whose code runs.

const { AsyncLocalStorage } = require('node:async_hooks')

// The manifests of the build (dist/server/app-render/manifests-singleton.js).
const manifests = Symbol.for('next.server.manifests')

// How React finds the modules of client components: every render sets these anew to those of its own
// build (dist/server/app-render/app-render.js).
const loaders = ['__next_require__', '__next_chunk_load__']

const stateSymbol = Symbol.for('next-native.isolation')

/** The storage that tells which build's code runs, and the globals that depend on it. */
function install() {
  const running = new AsyncLocalStorage()
  // For code that runs outside of every build: as without this.
  const outside = {}
  for (const name of [manifests, ...loaders]) {
    outside[name] = globalThis[name]
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => (running.getStore() ?? outside)[name],
      set: (value) => {
        const build = running.getStore() ?? outside
        build[name] = value
        // Code that has lost track of its build gets what was set last, as without this.
        if (name !== manifests) outside[name] = value
      }
    })
  }
  return running
}

/** @returns {<T>(work: () => T) => T} runs `work`, and all that it starts, as code of one build */
function createIsolation() {
  const running = (globalThis[stateSymbol] ??= install())
  const build = {}
  return (work) => running.run(build, work)
}

module.exports = { createIsolation }
