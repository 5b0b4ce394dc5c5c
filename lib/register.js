'use strict'

// `node --require next-native/register` and `node --import next-native/register` make the specifier
// `next` in the user's own files mean next-native, so that a server runs unchanged.

const Module = require('node:module')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { isUserFile } = require('./register/is-user-file')

const entry = path.join(__dirname, 'index.js')
const installedSymbol = Symbol.for('next-native.register')

function install() {
  if (globalThis[installedSymbol]) return
  globalThis[installedSymbol] = true
  const resolve = Module._resolveFilename
  Module._resolveFilename = function resolveFilename(request, parent, ...rest) {
    if (request === 'next' && isUserFile(parent?.filename)) return entry
    return resolve.call(this, request, parent, ...rest)
  }
  Module.register('./register/hooks.mjs', pathToFileURL(__filename))
}

install()
