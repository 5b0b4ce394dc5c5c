'use strict'
// node scripts/tidy.js [name]: runs clang-tidy over src/ and binding/, all files or those whose
// path contains `name`. A file that passed is not checked again until it, a header it includes or
// the settings change.

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { tidyOptions } = require('./lib/clang-tidy')
const { build } = require('./lib/cmake')
const { main, root } = require('./lib/run')
const { sources } = require('./lib/sources')
const stamp = require('./lib/stamp')

const stampFolder = path.join(root, 'build', 'tidy')

// The file and every header of the project it includes, directly or not.
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

function tidy(file) {
  return new Promise((resolve, reject) => {
    const args = [...tidyOptions, '-p', path.join(root, 'build', 'debug'), file]
    const child = spawn('clang-tidy', args, { cwd: root })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    // Only a count of suppressed warnings goes there, unless the run itself fails.
    let complaint = ''
    child.stderr.on('data', (text) => (complaint += text))
    child.on('error', reject)
    child.on('close', (status) => {
      resolve({ passed: status === 0, output: status === 0 ? output : output + complaint })
    })
  })
}

async function check(files) {
  const settings = [path.join(root, '.clang-tidy'), require.resolve('./lib/clang-tidy'), __filename]
  let failed = 0
  const next = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const stampFile = path.join(stampFolder, file.replaceAll(path.sep, '__'))
      const state = stamp.digest([...settings, ...[...withIncludes(path.join(root, file))].sort()])
      if (stamp.matches(stampFile, state)) continue
      const { passed, output } = await tidy(file)
      console.log(`${passed ? 'ok  ' : 'FAIL'} ${file}`)
      if (passed) {
        stamp.write(stampFile, state)
      } else {
        failed += 1
        console.log(output)
      }
    }
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, next))
  return failed
}

main(async () => {
  // One library is enough to bring the list of commands up to date.
  build('debug', ['next_native_base'])
  const [name = ''] = process.argv.slice(2)
  const failed = await check(
    sources(['src', 'binding'], ['.cc']).filter((file) => file.includes(name))
  )
  if (failed > 0) throw new Error(`clang-tidy complains about ${failed} files`)
})
