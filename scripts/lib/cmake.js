'use strict'
// Configures and builds the presets of CMakePresets.json.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { exists, isClone, root, run } = require('./run')
const stamp = require('./stamp')

// Returns the packages of the purpose `build`.
function debianPackages() {
  const list = fs.readFileSync(path.join(root, 'scripts', 'debian-packages'), 'utf8')
  return [...list.matchAll(/^build (.+)$/gm)].map(([, packages]) => packages).join(' ')
}

const advice =
  `next-native needs these Debian packages to build:\n  apt-get install ${debianPackages()}` +
  (isClone ? `\n${path.join(root, 'scripts', 'setup')} build  installs them.` : '')

function checkTools() {
  const missing = ['cmake', process.env.CXX ?? 'c++'].filter((tool) => !exists(tool))
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} not found. ${advice}`)
}

// Configures only if the build folder belongs to another Node.js, compiler or preset. The build
// itself notices changed CMake files.
function configure(preset) {
  const folder = path.join(root, 'build', preset)
  const stampFile = path.join(folder, '.configured')
  const state = stamp.digest([path.join(root, 'CMakePresets.json')], {
    also: [process.execPath, process.version, process.env.CXX ?? '', process.env.CXXFLAGS ?? '']
  })
  const cache = path.join(folder, 'CMakeCache.txt')
  if (fs.existsSync(cache) && stamp.matches(stampFile, state)) return
  const args = ['--preset', preset, `-DNEXT_NATIVE_NODE=${process.execPath}`]
  if (!fs.existsSync(cache) && exists('ninja')) args.push('-G', 'Ninja')
  try {
    run('cmake', args)
  } catch (error) {
    // CMake would remember that the package is missing even after it is installed.
    fs.rmSync(cache, { force: true })
    error.message += `; the output above says what is missing. ${advice}`
    throw error
  }
  stamp.write(stampFile, state)
}

// Builds `targets` (default: all) of `preset` into build/<preset> and returns that folder.
function build(preset, targets = []) {
  checkTools()
  configure(preset)
  const folder = path.join(root, 'build', preset)
  const args = ['--build', folder, '--parallel', String(os.availableParallelism())]
  if (targets.length > 0) args.push('--target', ...targets)
  run('cmake', args)
  return folder
}

module.exports = { build }
