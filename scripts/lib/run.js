'use strict'
// Runs other programs for the project's scripts, by default in the root of the project.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = path.resolve(__dirname, '..', '..')

// True in a clone of the repository, false in an installed package.
const isClone = fs.existsSync(path.join(root, '.ci'))

// Returns true if `command` can be started.
function exists(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined
}

// Runs `command` with the terminal as its input and output. Throws an Error with the command's
// `exitCode` if it fails.
function run(command, args, { cwd = root, env = process.env } = {}) {
  const result = spawnSync(command, args, { cwd, env, stdio: 'inherit' })
  if (result.error) throw result.error
  if (result.status !== 0) {
    const end = result.signal ? `was ended by ${result.signal}` : `failed with ${result.status}`
    const error = new Error(`${path.basename(command)} ${args.join(' ')} ${end}`)
    error.exitCode = result.status ?? 1
    throw error
  }
}

// Runs the body of a script. An error becomes a message and an exit code, without a stack.
async function main(body) {
  try {
    await body()
  } catch (error) {
    console.error(`\n${path.basename(process.argv[1])}: ${error.message}`)
    process.exit(error.exitCode ?? 1)
  }
}

module.exports = { exists, isClone, main, root, run }
