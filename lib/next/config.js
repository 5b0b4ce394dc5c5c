'use strict'

// Makes `conf` stand in place of the config file, also where the installed Next.js evaluates the
// configuration itself (development, delegated builds). Its custom server dropped the option in
// 13.5, but its config loader still takes one; the loader's module is given a `default` that adds
// it for the folders registered here. It has to be in place before the modules that bind the loader
// are required, so it is installed as soon as next-native touches an application's Next.js.

const path = require('node:path')

const confByDir = new Map()
const wrapped = new WeakSet()

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
 * @param {import('./installed-next').InstalledNext} next
 * @param {object | undefined} conf the user's `conf`, or undefined for the config file
 */
function overrideConfig(next, conf) {
  if (conf) confByDir.set(next.dir, conf)
  else confByDir.delete(next.dir)
  const file = require.resolve(path.join(next.root, 'dist/server/config'))
  const loader = next.require('dist/server/config')
  if (!wrapped.has(loader)) require.cache[file].exports = wrapLoader(loader)
}

module.exports = { overrideConfig }
