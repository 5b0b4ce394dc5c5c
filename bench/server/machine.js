'use strict'
// Describes the machine and the versions that the figures belong to.

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { root } = require('../../scripts/lib/run')

function commit() {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  try {
    const isChanged = git('status', '--porcelain', '--', 'src', 'binding', 'lib') !== ''
    return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' (changed)' : '')
  } catch {
    return 'unknown'
  }
}

function describeMachine(appFolder) {
  const next = path.join(appFolder, 'node_modules', 'next', 'package.json')
  const cpus = os.cpus()
  return {
    cpu: cpus[0].model.trim(),
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    next: JSON.parse(fs.readFileSync(next, 'utf8')).version,
    commit: commit()
  }
}

module.exports = { describeMachine }
