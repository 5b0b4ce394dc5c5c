'use strict'

// The configuration of a later build. The file of next.config is a module, evaluated once in a
// process; but every build notes what it was made with. Where two builds differ, the later one's
// values take their place in the evaluated configuration.

const fs = require('node:fs/promises')
const path = require('node:path')
const { isDeepStrictEqual } = require('node:util')
const { codedError } = require('../errors')

const isObject = (value) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** What `next build` wrote down of its configuration: JSON, without functions and expressions. */
async function readBuildConfig(distDir) {
  const file = path.join(distDir, 'required-server-files.json')
  return JSON.parse(await fs.readFile(file, 'utf8')).config
}

/**
 * @param {object} config the evaluated configuration that goes with `before`
 * @param {object} before as an earlier build noted it
 * @param {object} after as the later build noted it
 * @returns {object} the configuration that goes with `after`; `config` itself if nothing changed
 * @throws where a value changed that cannot be noted
 */
function changedConfig(config, before, after, name = '') {
  if (isDeepStrictEqual(before, after)) return config
  if (isObject(config) && isObject(before) && isObject(after)) {
    const changed = { ...config }
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = name ? `${name}.${key}` : key
      changed[key] = changedConfig(config[key], before[key], after[key], inner)
    }
    return changed
  }
  const isNoted = config === undefined || JSON.stringify(config) !== undefined
  if (isNoted && !(config instanceof RegExp)) return after
  throw codedError(
    'NEXT_NATIVE_ERR_CONFIG_CHANGED',
    `\`${name}\` of next.config changed in a way that needs a restart.`
  )
}

module.exports = { changedConfig, readBuildConfig }
