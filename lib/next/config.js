'use strict'

// The configuration of an application, as the installed Next.js evaluates it.

const path = require('node:path')

const loaderModule = 'dist/server/config'

const confByDir = new Map()
const wrapped = new WeakSet()

/** The config loader's module, with a `default` that adds the `conf` of a registered folder. */
function wrapLoader(original) {
  const load = original.default
  async function loadConfig(phase, dir, options) {
    const customConfig = confByDir.get(path.resolve(dir))
    return load(phase, dir, customConfig ? { ...options, customConfig } : options)
  }
  const replacement = Object.create(
    Object.getPrototypeOf(original),
    Object.fromEntries(
      Object.entries(Object.getOwnPropertyDescriptors(original)).map(([name, descriptor]) => [
        name,
        name === 'default' ? { enumerable: true, value: loadConfig } : descriptor
      ])
    )
  )
  wrapped.add(replacement)
  return replacement
}

/**
 * Makes `conf` stand in place of the config file, including where Next.js evaluates the configuration
 * by itself, as in development. Custom servers of Next.js dropped the option in 13.5, but the config
 * loader still takes one. Comes before any module that binds the loader is loaded.
 *
 * @param {import('./installed-next').InstalledNext} next
 * @param {object | undefined} conf the user's `conf`, or undefined for the config file
 */
function overrideConfig(next, conf) {
  if (conf) confByDir.set(next.dir, conf)
  else confByDir.delete(next.dir)
  const file = require.resolve(path.join(next.root, loaderModule))
  const loader = next.require(loaderModule)
  if (!wrapped.has(loader)) require.cache[file].exports = wrapLoader(loader)
}

/**
 * Evaluates the configuration for a production server.
 *
 * @param {import('./installed-next').InstalledNext} next
 * @param {{ silent: boolean }} options whether Next.js logs what it finds
 * @returns {Promise<object>} with the defaults filled in
 */
function loadConfig(next, { silent }) {
  return next.require(loaderModule).default('phase-production-server', next.dir, { silent })
}

/**
 * @param {import('./installed-next').InstalledNext} next
 * @param {object} config the evaluated configuration
 * @returns {object} the part of it that entrypoints may see
 */
function runtimeConfig(next, config) {
  return next.require('dist/server/config-shared').getNextConfigRuntime?.(config) ?? config
}

module.exports = { loadConfig, overrideConfig, runtimeConfig }
