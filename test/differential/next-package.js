'use strict'
// The installed Next.js that is the reference: the one of the fixture apps.

const path = require('node:path')

const { installExample } = require('../../scripts/lib/example')

const apps = path.resolve(__dirname, '..', 'fixtures', 'apps')

/** Installs it, if it is not there yet. */
function installNext() {
  installExample(apps)
}

/** @param {string} request below the package: 'dist/server/config' */
function requireNext(request) {
  return require(path.join(apps, 'node_modules', 'next', request))
}

/** The absolute name of a module of the package. */
function resolveNext(request) {
  return require.resolve(path.join(apps, 'node_modules', 'next', request))
}

module.exports = { installNext, requireNext, resolveNext }
