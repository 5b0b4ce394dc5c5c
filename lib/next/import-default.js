'use strict'

const path = require('node:path')
const { fileURLToPath, pathToFileURL } = require('node:url')

/**
 * Imports a module of the user that the configuration names.
 *
 * @param {string} dir what a relative path starts from
 * @param {string} file a path or a file URL
 * @returns {Promise<unknown>} its default export, or its namespace
 */
async function importDefault(dir, file) {
  const filePath = file.startsWith('file://') ? fileURLToPath(file) : file
  const namespace = await import(pathToFileURL(path.resolve(dir, filePath)).href)
  const value = namespace.default ?? namespace
  return value.default ?? value
}

module.exports = { importDefault }
