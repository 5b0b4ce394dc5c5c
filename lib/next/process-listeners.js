'use strict'

// A stray error of user code does not end the process of a Next.js server: it is logged. These are
// the listeners the stock server adds for each app (router-server.js); here all apps of a process
// share one set, taken away when the last app closes.

const stateSymbol = Symbol.for('next-native.process-listeners')

function createListeners(next) {
  return {
    uses: 0,
    uncaughtException: (error) => next.log.error('uncaughtException: ', error)
  }
}

/**
 * @param {import('./installed-next').InstalledNext} next
 * @param {object} config the evaluated configuration
 * @returns {() => void} gives the listeners up
 */
function addProcessListeners(next, config) {
  next
    .require('dist/server/node-environment-extensions/process-error-handlers')
    .installProcessErrorHandlers(
      Boolean(config.experimental.removeUncaughtErrorAndRejectionListeners)
    )
  const state = (globalThis[stateSymbol] ??= createListeners(next))
  if (state.uses++ === 0) process.on('uncaughtException', state.uncaughtException)
  return () => {
    if (--state.uses > 0) return
    process.removeListener('uncaughtException', state.uncaughtException)
    delete globalThis[stateSymbol]
  }
}

module.exports = { addProcessListeners }
