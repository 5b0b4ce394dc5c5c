'use strict'

// A stray error of user code is logged and does not end the process of a Next.js server. Next's
// server adds these listeners for each app (dist/server/lib/router-server.js). Here all apps of a
// process share one set, removed when the last app closes.

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
