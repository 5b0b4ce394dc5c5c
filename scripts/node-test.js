'use strict'
// node scripts/node-test.js <folder> [name] [--files=<number>]: runs the *.test.js files below a
// folder with node:test, all or those whose path contains `name`. --files is how many run at once
// (default: 1).

const fs = require('node:fs')
const path = require('node:path')

const { main, root, run } = require('./lib/run')

function testFiles(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', '.next'].includes(entry.name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return testFiles(file)
      return entry.name.endsWith('.test.js') ? [file] : []
    })
    .sort()
}

// --test-concurrency exists since 20.10. Without it, all files run side by side.
function hasConcurrencyFlag() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 10)
}

const isCount = (word) => word.startsWith('--files=')
const count = process.argv.find(isCount)?.slice('--files='.length) ?? '1'
const [folder, name = ''] = process.argv.slice(2).filter((word) => !isCount(word))

main(() => {
  const files = testFiles(path.join(root, folder)).filter((file) => file.includes(name))
  if (files.length === 0) throw new Error(`no matching test file below ${folder}`)
  const args = ['--test', '--test-reporter=spec']
  if (hasConcurrencyFlag()) args.push(`--test-concurrency=${count}`)
  run(process.execPath, [...args, ...files])
})
