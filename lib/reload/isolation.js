'use strict'

// Compiled code of app pages keeps some of its build in globals. Two builds that render at the same time
// in one process would overwrite each other's. Here each build has its own value of these globals: the
// one of the build whose code runs.

const { AsyncLocalStorage } = require('node:async_hooks')

// The manifests of the build (dist/server/app-render/manifests-singleton.js).
const manifests = Symbol.for('next.server.manifests')

// How React finds the modules of client components. Every render sets them to those of its own build
// (dist/server/app-render/app-render.js).
const loaders = ['__next_require__', '__next_chunk_load__']

const stateSymbol = Symbol.for('next-native.isolation')

/** Defines the globals; returns the storage that tells which build's code runs. */
function install() {
  const running = new AsyncLocalStorage()
  // The values for code outside of every build, as without isolation.
  const outside = {}
  for (const name of [manifests, ...loaders]) {
    outside[name] = globalThis[name]
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => (running.getStore() ?? outside)[name],
      set: (value) => {
        const build = running.getStore() ?? outside
        build[name] = value
        // Code that has lost its build gets the last value, as without isolation.
        if (name !== manifests) outside[name] = value
      }
    })
  }
  return running
}

/** @returns {<T>(work: () => T) => T} runs `work`, and everything it starts, as code of one build */
function createIsolation() {
  const running = (globalThis[stateSymbol] ??= install())
  const build = {}
  return (work) => running.run(build, work)
}

module.exports = { createIsolation }
