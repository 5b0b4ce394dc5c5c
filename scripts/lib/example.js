'use strict'
// Installs and builds a Next.js app of the repository if its files changed since the last time.

const fs = require('node:fs')
const path = require('node:path')

const { run } = require('./run')
const stamp = require('./stamp')

const generated = ['node_modules', '.next', 'dist', 'package-lock.json', 'next-env.d.ts']

function installExample(folder) {
  const stampFile = path.join(folder, 'node_modules', '.next-native-install')
  const state = stamp.digest([path.join(folder, 'package.json')], { also: [process.version] })
  if (stamp.matches(stampFile, state)) return
  console.log(`installing the packages of ${path.basename(folder)}`)
  run('npm', ['install', '--include=dev', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: folder
  })
  stamp.write(stampFile, state)
}

// Runs the app's own `build` script. Call installExample() first.
function buildExample(folder) {
  const stampFile = path.join(folder, '.next', 'next-native-build')
  const next = path.join(folder, 'node_modules', 'next', 'package.json')
  const state = stamp.digest([folder], {
    skip: generated,
    also: [JSON.parse(fs.readFileSync(next, 'utf8')).version]
  })
  if (stamp.matches(stampFile, state)) return
  console.log(`building ${path.basename(folder)} with next build`)
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  run('npm', ['run', 'build'], { cwd: folder, env })
  stamp.write(stampFile, state)
}

module.exports = { buildExample, installExample }
