'use strict'
// The installed Next.js that serves as the reference: the one of the fixture apps.

const path = require('node:path')

const { appsFolder: apps, installApps } = require('../conformance/support/fixture-apps')

/** @param {string} request a path below the package, such as 'dist/server/config' */
function requireNext(request) {
  return require(path.join(apps, 'node_modules', 'next', request))
}

/** Returns the absolute file name of a module of the package. */
function resolveNext(request) {
  return require.resolve(path.join(apps, 'node_modules', 'next', request))
}

module.exports = { installNext: installApps, requireNext, resolveNext }
