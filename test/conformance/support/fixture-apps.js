'use strict'
// The fixture apps: installs the pinned Next.js once for all of them, builds an app with the real
// `next build` if its sources changed, and copies a built app for servers to run in.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { installExample } = require('../../../scripts/lib/example')
const stamp = require('../../../scripts/lib/stamp')
const { writePublicFiles } = require('./public-files')

const root = path.resolve(__dirname, '..', '..', '..')
const appsFolder = path.join(root, 'test', 'fixtures', 'apps')
const runsFolder = path.join(appsFolder, '.runs')
// Each process has its own copies.
const copiesFolder = path.join(runsFolder, String(process.pid))

const manifest = 'package.json'

const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'))

// Runs a long step silently. Its output is shown only if it fails.
function run(command, args, options) {
  const { status, output } = spawnSync(command, args, { ...options, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output?.join('')}`)
}

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

// Runs `work` while no other process runs such work, because test runs may overlap.
function exclusively(work) {
  const lock = path.join(appsFolder, '.lock')
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isRunning(Number(fs.readFileSync(lock, 'utf8') || process.pid))) pause(200)
      else fs.rmSync(lock, { force: true })
    }
  }
  try {
    return work()
  } finally {
    fs.rmSync(lock)
  }
}

const pause = (milliseconds) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

/** Returns the names of all apps. */
const allApps = () =>
  fs
    .readdirSync(appsFolder)
    .filter((name) => !name.startsWith('.') && fs.existsSync(path.join(appsFolder, name, manifest)))
    .filter((name) => name !== 'node_modules')

// A variant of an app names that app as `extends` in its package.json. It has the files of that
// app, without those in `without`, and its own files on top. It is assembled in a folder whose name
// begins with a dot.
const baseOf = (app) => readJson(appsFolder, app, manifest).extends

/** Returns the folder of the built `app`. */
const folderOf = (app) => path.join(appsFolder, baseOf(app) ? `.${app}` : app)

const generated = ['.next', 'next-env.d.ts']
const isSource = (file) => !generated.includes(path.basename(file))

// Removes the content of `folder`, except the entries named in `kept`.
function clear(folder, kept) {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    if (!kept.includes(name)) fs.rmSync(path.join(folder, name), { recursive: true })
  }
}

function assembleVariant(app, base) {
  const { without = [] } = readJson(appsFolder, app, manifest)
  const folder = folderOf(app)
  clear(folder, ['.next'])
  for (const part of [base, app]) {
    fs.cpSync(path.join(appsFolder, part), folder, { recursive: true, filter: isSource })
    if (part === base) for (const name of without) fs.rmSync(path.join(folder, name))
  }
}

/** Installs the Next.js of the apps if needed. */
const installApps = () => exclusively(() => installExample(appsFolder))

/** Builds `app` if its sources changed. Returns the folder. */
const buildApp = (app) => exclusively(() => build(app))

function build(app) {
  installExample(appsFolder)
  const base = baseOf(app)
  if (base) assembleVariant(app, base)
  const folder = folderOf(app)
  const stampFile = path.join(folder, '.next', 'next-native-build')
  const version = readJson(appsFolder, 'node_modules', 'next', manifest).version
  const state = stamp.digest([folder], { skip: generated, also: [version] })
  if (stamp.matches(stampFile, state)) return folder
  const start = Date.now()
  nextBuild(folder, path.join(appsFolder, `.build-${base ?? app}`))
  stamp.write(stampFile, state)
  console.log(`built the fixture app ${app} in ${((Date.now() - start) / 1000).toFixed(1)} s`)
  return folder
}

// Builds an app and its variants in one folder, `workshop`. The compiler then finds the code that
// they share in its cache, so that a build takes a third of the time. Moves the output to the app's
// own folder.
function nextBuild(folder, workshop) {
  const output = path.join(workshop, '.next')
  clear(workshop, ['.next'])
  clear(output, ['cache'])
  fs.cpSync(folder, workshop, { recursive: true, preserveTimestamps: true, filter: isSource })
  const next = path.join(appsFolder, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  run(process.execPath, [next, 'build'], { cwd: workshop, env })

  const target = path.join(folder, '.next')
  fs.rmSync(target, { recursive: true, force: true })
  fs.mkdirSync(target)
  for (const name of fs.readdirSync(output).filter((entry) => entry !== 'cache')) {
    fs.renameSync(path.join(output, name), path.join(target, name))
  }
  // Only these files of the output contain the path of the app.
  for (const name of ['required-server-files.json', 'required-server-files.js']) {
    const file = path.join(target, name)
    if (!fs.existsSync(file)) continue
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(workshop, folder))
  }
}

// Copies stay after a run for inspection. The next run removes those of processes that have ended.
function removeOldCopies() {
  if (!fs.existsSync(runsFolder)) return
  for (const name of fs.readdirSync(runsFolder)) {
    if (isRunning(Number(name))) continue
    fs.rmSync(path.join(runsFolder, name), { recursive: true, force: true })
  }
}

const unneeded = ['cache', 'diagnostics', 'types', 'trace', 'trace-build', 'next-native-build']

// Copies a built app, with its files of public/, to a folder of its own. Keeps the modification
// times, because the validators of static files depend on them.
function copyApp(app, side) {
  const source = folderOf(app)
  removeOldCopies()
  const target = path.join(copiesFolder, `${app}-${side}`)
  fs.rmSync(target, { recursive: true, force: true })
  const skipped = new Set(unneeded.map((name) => path.join(source, '.next', name)))
  fs.cpSync(source, target, {
    recursive: true,
    preserveTimestamps: true,
    filter: (file) => !skipped.has(file)
  })
  writePublicFiles(app, target)
  return target
}

// Returns the facts of a build that cases need: ids, keys, and names chosen by the build.
function buildFacts(app) {
  const folder = path.join(folderOf(app), '.next')
  const read = (name) => readJson(folder, name)
  const buildId = fs.readFileSync(path.join(folder, 'BUILD_ID'), 'utf8').trim()
  const chunks = fs.readdirSync(path.join(folder, 'static', 'chunks')).sort()
  const chunk = (extension) => chunks.find((name) => name.endsWith(extension))
  return {
    buildId,
    script: `/_next/static/chunks/${chunk('.js')}`,
    style: `/_next/static/chunks/${chunk('.css')}`,
    // The URL of a statically imported image.
    media: (start) => {
      const names = fs.readdirSync(path.join(folder, 'static', 'media'))
      return `/_next/static/media/${names.find((name) => name.startsWith(start))}`
    },
    buildManifest: `/_next/static/${buildId}/_buildManifest.js`,
    previewModeId: read('server/preview-props.json').previewModeId,
    actionId(name) {
      const actions = Object.entries(read('server/server-reference-manifest.json').node)
      return actions.find(([, action]) => action.exportedName === name)[0]
    }
  }
}

// Loads a module of the fixtures' Next.js.
function requireNext(name) {
  installApps()
  return require(path.join(appsFolder, 'node_modules', 'next', name))
}

module.exports = {
  allApps,
  appsFolder,
  buildApp,
  buildFacts,
  copyApp,
  installApps,
  requireNext,
  root
}
