'use strict'
// node scripts/fuzz.js [seconds] [name] [--seed=<number>]: builds the fuzzers and runs all of them,
// or those whose name contains `name`. Each runs for that many seconds (default: 60), one on each
// core. With the same seed and the same inputs to start from, a run tries the same inputs again.
//
// The fuzzers share the libraries of the unit tests, because both belong to the preset `asan`.
// Inputs to start from are in test/fuzz/corpus/<name>, words in test/fuzz/dict/<name>.dict. A run
// adds the inputs it finds to build/fuzz/corpus/<name> and those that fail to
// build/fuzz/artifacts/.

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { build } = require('./lib/cmake')
const { main, root } = require('./lib/run')

const folder = path.join(root, 'build', 'fuzz')

const isSeed = (argument) => /^--seed=\d+$/.test(argument)
const seed = process.argv.find(isSeed)?.slice(1)
const [seconds = '60', name = ''] = process.argv.slice(2).filter((word) => !isSeed(word))

/** Resolves to true if the fuzzer found no failure. */
function fuzz(program, fuzzer) {
  const unit = fuzzer.replace(/_fuzz$/, '')
  const learned = path.join(folder, 'corpus', unit)
  const artifacts = path.join(folder, 'artifacts')
  const seeds = path.join(root, 'test', 'fuzz', 'corpus', unit)
  const dictionary = path.join(root, 'test', 'fuzz', 'dict', `${unit}.dict`)
  fs.mkdirSync(learned, { recursive: true })
  fs.mkdirSync(artifacts, { recursive: true })
  const args = [`-max_total_time=${seconds}`, '-timeout=10', '-rss_limit_mb=2048', '-verbosity=0']
  args.push('-print_final_stats=1', `-artifact_prefix=${artifacts}/${unit}-`)
  if (seed) args.push(seed)
  if (fs.existsSync(dictionary)) args.push(`-dict=${dictionary}`)
  args.push(learned)
  if (fs.existsSync(seeds)) args.push(seeds)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root })
    let output = `fuzz: ${unit}, ${seconds} s\n`
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => (output += text))
    }
    child.on('error', reject)
    child.on('close', (status) => {
      console.log(output)
      resolve(status === 0)
    })
  })
}

main(async () => {
  const programs = path.join(build('asan', ['fuzzers']), 'test', 'fuzz')
  const fuzzers = fs
    .readdirSync(programs)
    .filter((file) => file.endsWith('_fuzz') && file.includes(name))
  if (fuzzers.length === 0) throw new Error('no matching fuzzer')
  const failed = []
  const next = async () => {
    for (let fuzzer = fuzzers.shift(); fuzzer; fuzzer = fuzzers.shift()) {
      if (!(await fuzz(path.join(programs, fuzzer), fuzzer))) failed.push(fuzzer)
    }
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, next))
  if (failed.length > 0) throw new Error(`failures found by ${failed.join(', ')}`)
})
