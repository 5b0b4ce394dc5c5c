'use strict'

const path = require('node:path')
const { fileURLToPath, pathToFileURL } = require('node:url')

/** Imports a user's module named in the configuration: a path, from `dir`, or a file URL. */
async function importDefault(dir, file) {
  const filePath = file.startsWith('file://') ? fileURLToPath(file) : file
  const namespace = await import(pathToFileURL(path.resolve(dir, filePath)).href)
  const value = namespace.default ?? namespace
  return value.default ?? value
}

module.exports = { importDefault }
