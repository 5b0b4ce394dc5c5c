'use strict'

// The configuration of a later build. next.config is a module, which a process evaluates once. But every
// build records the configuration that it was made with. Where the records of two builds differ, the
// values of the later one replace those of the evaluated configuration.

const fs = require('node:fs/promises')
const path = require('node:path')
const { isDeepStrictEqual } = require('node:util')
const { codedError } = require('../errors')

const isObject = (value) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** The configuration that `next build` recorded: JSON, without functions and patterns. */
async function readBuildConfig(distDir) {
  const file = path.join(distDir, 'required-server-files.json')
  return JSON.parse(await fs.readFile(file, 'utf8')).config
}

/**
 * @param {object} config the evaluated configuration that belongs to `before`
 * @param {object} before the record of an earlier build
 * @param {object} after the record of the later build
 * @returns {object} the configuration that belongs to `after`; `config` itself if nothing changed
 * @throws NEXT_NATIVE_ERR_CONFIG_CHANGED if a value changed that cannot be recorded
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
  const isRecorded = config === undefined || JSON.stringify(config) !== undefined
  if (isRecorded && !(config instanceof RegExp)) return after
  throw codedError(
    'NEXT_NATIVE_ERR_CONFIG_CHANGED',
    `\`${name}\` of next.config changed in a way that needs a restart.`
  )
}

module.exports = { changedConfig, readBuildConfig }
