'use strict'

// The built apps that tests serve, by default test/fixtures/apps/custom-server.

const fs = require('node:fs')
const path = require('node:path')
const { execFileSync } = require('node:child_process')
const { installExample } = require('../../scripts/lib/example')
const stamp = require('../../scripts/lib/stamp')

const apps = path.resolve(__dirname, '../fixtures/apps')
const generated = ['.next', 'next-env.d.ts']

/** Builds the app called `app` if its sources changed; returns its folder. */
function buildFixture(app = 'custom-server') {
  installExample(apps)
  const source = path.join(apps, app)
  const stampFile = path.join(source, '.next', 'next-native-build')
  const { version } = require(path.join(apps, 'node_modules/next/package.json'))
  const state = stamp.digest([source], { skip: generated, also: [version] })
  if (!stamp.matches(stampFile, state)) {
    execFileSync(process.execPath, [path.join(apps, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: source,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'ignore', 'inherit']
    })
    stamp.write(stampFile, state)
  }
  return source
}

/** A copy of the built app, beside it so that it finds `next`. The test's end removes it. */
function copyFixture(t, name, app) {
  const dir = path.join(apps, `.copy-${name}-${process.pid}`)
  fs.cpSync(buildFixture(app), dir, { recursive: true })
  t.after(() => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }))
  return dir
}

module.exports = { apps, buildFixture, copyFixture }
