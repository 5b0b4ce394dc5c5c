'use strict'
// node scripts/tidy.js [--thorough] [name]: runs clang-tidy over src/ and binding/, over all files or
// those whose path contains `name`. A file that passed is checked again only if the file, a header
// that it includes or the settings change.
//
// A check spends most of its time in the headers of the standard library. Therefore the files of
// one target are checked together, as if they were one file, and the static analyzer follows paths
// only briefly ("shallow"). --thorough checks each file alone and follows paths to their end.

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { tidyOptions } = require('./lib/clang-tidy')
const { build } = require('./lib/cmake')
const { main, root } = require('./lib/run')
const { sources } = require('./lib/sources')
const stamp = require('./lib/stamp')
const { compileCommands, splitIntoBatches } = require('./lib/tidy-batches')

const thorough = process.argv.includes('--thorough')
const [name = ''] = process.argv.slice(2).filter((word) => word !== '--thorough')
const work = path.join(root, 'build', 'tidy')

// Batches are checked briefly. A batch consists of included files only, which the analyzer would
// skip without the last of these options.
const briefAnalyzer = ['-analyzer-config', 'mode=shallow', '-analyzer-opt-analyze-headers'].flatMap(
  (option) => ['--extra-arg=-Xclang', `--extra-arg=${option}`]
)
const batchOptions = ['--checks=-bugprone-suspicious-include', ...briefAnalyzer]

// Returns the file and every header of the project that it includes, directly or not.
function withIncludes(file, found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/^#include "(.+)"$/gm)) {
    const places = [path.dirname(file), path.join(root, 'src')].map((folder) =>
      path.join(folder, name)
    )
    const header = places.find((place) => fs.existsSync(place))
    if (header) withIncludes(header, found)
  }
  return found
}

const settings = [
  path.join(root, '.clang-tidy'),
  ...['./lib/clang-tidy', './lib/tidy-batches'].map((name) => require.resolve(name)),
  __filename
]
const stateOf = (file) =>
  stamp.digest([...settings, ...[...withIncludes(path.join(root, file))].sort()])
const stampFile = (file, kind) => path.join(work, kind, file.replaceAll(path.sep, '__'))

// A file that passed the thorough check needs no brief one.
const kinds = thorough ? ['thorough'] : ['brief', 'thorough']
const hasPassed = (file) =>
  kinds.some((kind) => stamp.matches(stampFile(file, kind), stateOf(file)))

/** Runs clang-tidy over a file that the compilation database in `commands` lists. */
function tidy(file, commands, options = []) {
  const args = [...tidyOptions, ...options, '-p', commands, file]
  return new Promise((resolve, reject) => {
    const child = spawn('clang-tidy', args, { cwd: root })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    // stderr has only a count of suppressed warnings, unless the run itself fails.
    let complaint = ''
    child.stderr.on('data', (text) => (complaint += text))
    child.on('error', reject)
    child.on('close', (status) => {
      resolve({ passed: status === 0, output: status === 0 ? output : output + complaint })
    })
  })
}

const checkAlone = ([file]) => tidy(file, path.join(root, 'build', 'debug'))

let batches = 0

// Writes a file that includes `files`, with its compile command, into a new folder and checks it.
function checkTogether(files, command) {
  const folder = path.join(work, 'batches', String(batches++))
  const batch = path.join(folder, 'batch.cc')
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(batch, files.map((file) => `#include "${path.join(root, file)}"\n`).join(''))
  const entry = { directory: root, file: batch, command: `${command} -c ${batch}` }
  fs.writeFileSync(path.join(folder, 'compile_commands.json'), JSON.stringify([entry]))
  return tidy(batch, folder, batchOptions)
}

/** Returns the files that have findings. */
async function checkAll(jobs) {
  const failed = []
  const next = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { files, command } = job
      const states = files.map(stateOf)
      const { passed, output } = await (thorough
        ? checkAlone(files)
        : checkTogether(files, command))
      console.log(`${passed ? 'ok  ' : 'FAIL'} ${files.join(' ')}`)
      if (passed) {
        files.forEach((file, at) => stamp.write(stampFile(file, kinds[0]), states[at]))
      } else {
        // A finding may be in a header, which any of the files may include.
        const named = files.filter((file) => output.includes(`${file}:`))
        failed.push(...(named.length > 0 ? named : files))
        console.log(output)
      }
    }
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, next))
  return failed
}

main(async () => {
  // Updates the list of compile commands without compiling.
  build('debug', ['rebuild_cache'])
  const files = sources(['src', 'binding'], ['.cc']).filter(
    (file) => file.includes(name) && !hasPassed(file)
  )
  const jobs = thorough
    ? files.map((file) => ({ files: [file] }))
    : await splitIntoBatches(files, compileCommands(path.join(root, 'build', 'debug')))
  const failed = await checkAll(jobs)
  if (failed.length > 0) throw new Error(`clang-tidy has findings in ${failed.join(' ')}`)
})
