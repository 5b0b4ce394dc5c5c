'use strict'
// npm run bench:instructions [-- --update]: counts with callgrind the instructions that the core's
// hottest paths take per request, and compares them with bench/micro/instructions.json. The counts
// do not depend on the load of the machine, so a change of a single instruction is visible.
//
//   --update        write the counts into the file
//   --only <text>   only subjects whose name contains the text

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { parseArgs } = require('node:util')

const { build } = require('../../scripts/lib/cmake')
const { exists, main, root } = require('../../scripts/lib/run')

const file = path.join(__dirname, 'instructions.json')
const iterations = 2000
// The memory allocator and hash tables of pointers make runs differ slightly.
const tolerated = 0.01

function countOf(program, subject, times) {
  const output = path.join(os.tmpdir(), `next-native-callgrind-${process.pid}`)
  const valgrind = ['--tool=callgrind', `--callgrind-out-file=${output}`, '-q']
  try {
    execFileSync('valgrind', [...valgrind, program, subject, String(times)])
    const totals = /^(?:totals|summary): (\d+)/m.exec(fs.readFileSync(output, 'utf8'))
    return Number(totals[1])
  } finally {
    fs.rmSync(output, { force: true })
  }
}

function instructionsOf(program, subject) {
  const [short, long] = [iterations, 2 * iterations].map((n) => countOf(program, subject, n))
  return Math.round((long - short) / iterations)
}

function compilerOf(folder) {
  const cache = fs.readFileSync(path.join(folder, 'CMakeCache.txt'), 'utf8')
  const compiler = /^CMAKE_CXX_COMPILER:\w+=(.*)$/m.exec(cache)[1]
  const [line] = execFileSync(compiler, ['--version'], { encoding: 'utf8' }).split('\n')
  return line.replace(/^\S+ /, '') // without the name it was called by
}

function describe(before, now) {
  if (before === undefined) return 'new'
  if (before === now) return 'the same'
  const change = ((now - before) / before) * 100
  return `${change > 0 ? '+' : ''}${change.toFixed(1)} % of ${before}`
}

main(() => {
  const { values } = parseArgs({
    options: {
      update: { type: 'boolean', default: false },
      only: { type: 'string', default: '' }
    }
  })
  if (!exists('valgrind')) throw new Error('valgrind not found; scripts/setup bench installs it')
  const folder = build('bench', ['next_native_instructions'])
  const program = path.join(folder, 'bench', 'micro', 'next_native_instructions')
  const compiler = compilerOf(folder)
  const old = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { subjects: {} }
  const names = execFileSync(program, { encoding: 'utf8' }).trim().split('\n')
  const counted = { ...old.subjects }
  const worse = []
  for (const name of names.filter((text) => text.includes(values.only))) {
    counted[name] = instructionsOf(program, name)
    const before = old.subjects[name]
    console.log(`${String(counted[name]).padStart(7)}  ${name}: ${describe(before, counted[name])}`)
    if (counted[name] > before * (1 + tolerated)) worse.push(name)
  }
  if (values.update) {
    const subjects = Object.fromEntries(names.map((name) => [name, counted[name]]))
    fs.writeFileSync(file, JSON.stringify({ compiler, subjects }, null, 2) + '\n')
    console.log(`written to ${path.relative(root, file)}`)
    return
  }
  if (old.compiler !== compiler) {
    console.log(`not comparable: they were counted with ${old.compiler}, this is ${compiler}`)
  } else if (worse.length > 0) {
    throw new Error(`more instructions than before: ${worse.join('; ')}`)
  }
})
