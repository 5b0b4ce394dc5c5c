'use strict'

const path = require('node:path')
const { codedError } = require('./errors')

const root = path.join(__dirname, '..')
const candidates = [
  path.join(root, 'build', 'release', 'next_native.node'),
  path.join(root, 'next_native.node')
]

let loaded

/**
 * The native addon. It is loaded at its first use, so that development, which does not need it, works
 * before it is built.
 *
 * @throws NEXT_NATIVE_ERR_ADDON_MISSING
 */
function loadBinding() {
  if (loaded) return loaded
  const failures = []
  for (const file of candidates) {
    try {
      loaded = require(file)
      return loaded
    } catch (error) {
      failures.push(
        error.code === 'MODULE_NOT_FOUND' ? `${file}: no such file` : `${file}: ${error.message}`
      )
    }
  }
  throw codedError(
    'NEXT_NATIVE_ERR_ADDON_MISSING',
    'The native addon of next-native could not be loaded. Run `npm run build` in ' +
      `${root} to compile it (Node ${process.version}, ${process.platform} ${process.arch}).\n` +
      failures.map((line) => `  ${line}`).join('\n')
  )
}

/** Replaces the addon, for tests only. */
function useBinding(binding) {
  loaded = binding
}

module.exports = { loadBinding, useBinding }
