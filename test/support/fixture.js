'use strict'

// The built apps that tests serve, by default test/fixtures/apps/custom-server.

const fs = require('node:fs')
const path = require('node:path')
const { appsFolder: apps, buildApp } = require('../conformance/support/fixture-apps')

/** Builds the app called `app` if its sources changed; returns its folder. */
const buildFixture = (app = 'custom-server') => buildApp(app)

/** A copy of the built app, beside it so that it finds `next`. The test's end removes it. */
function copyFixture(t, name, app) {
  const dir = path.join(apps, `.copy-${name}-${process.pid}`)
  fs.cpSync(buildFixture(app), dir, { recursive: true })
  t.after(() => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }))
  return dir
}

module.exports = { apps, buildFixture, copyFixture }
