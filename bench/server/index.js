'use strict'
// npm run bench [-- options]: loads the same built app behind the same server.js, served by the
// real `next` custom server, by next-native and by peers that show what is possible.
//
//   --quick            only the most important rows, with short runs; under a minute
//   --only <text>      only scenarios whose name contains the text, and no other measurements
//   --peers <names>    some of next,next-native,bare,next-start,nginx,nginx-gzip-static,direct;
//                      the default without --quick is all of them
//   --rounds <n>       runs per peer; the median counts (3)
//   --seconds <n>      length of a run (2)
//   --update-docs      write the tables into README.md and docs/performance.md

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { parseArgs } = require('node:util')

const { build } = require('../../scripts/lib/cmake')
const { main, root } = require('../../scripts/lib/run')
const { buildApp } = require('./app-build')
const { checkTools } = require('./load')
const { describeMachine } = require('./machine')
const { ceiling, measureWithPeers, reference, subject } = require('./measure')
const { measureMixed } = require('./mixed')
const { updateDocs } = require('./docs')
const { markdown, summary } = require('./report')
const { scaleApp } = require('./scaled-app')
const { scaleScenariosOf, scenariosOf } = require('./scenarios')
const { measureStarts } = require('./start')

const quickPeers = [reference, subject, ceiling]
const allPeers = [...quickPeers, 'next-start', 'nginx', 'nginx-gzip-static', 'direct']
const ruleCount = 1000

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'update-docs': { type: 'boolean', default: false }
    }
  })
  const { quick, only } = values
  const names = values.peers?.split(',') ?? (quick ? quickPeers : allPeers)
  if (names[0] !== reference) throw new Error('--peers must begin with next, the reference')
  const seconds = Number(values.seconds ?? (quick ? 0.2 : 2))
  const rounds = Number(values.rounds ?? (quick ? 1 : 3))
  const lengths = { ms: seconds * 1000, warmUpMs: quick ? 150 : 1000 }
  if (!(seconds > 0) || !(rounds >= 1))
    throw new Error('--seconds must be above 0 and --rounds at least 1')
  return {
    quick,
    only,
    peers: names,
    rounds,
    ...lengths,
    // A render takes milliseconds, so every pause of the garbage collector shows in a short run. It
    // also needs much more code to be compiled first.
    rendered: quick ? lengths : { ms: 2 * lengths.ms, warmUpMs: 8 * lengths.warmUpMs },
    updateDocs: values['update-docs']
  }
}

async function measureAll(app, options) {
  const results = await measureWithPeers(app.folder, scenariosOf(app), options)
  if (options.only) return results
  const pair = options.peers.filter((name) => name === reference || name === subject)
  const starting = options.peers.filter((name) => quickPeers.includes(name))
  results.starts = await measureStarts(starting, app.folder, '/small', options.rounds)
  results.mixed = await measureMixed(pair, app.folder, app.chunkPath, options)
  const scaled = scaleApp(app.folder, ruleCount)
  const rules = { ...options, peers: pair, quick: true }
  results.rules = await measureWithPeers(scaled, scaleScenariosOf(ruleCount), rules)
  return results
}

function writeResults(results) {
  const folder = path.join(root, 'bench', 'results')
  const file = path.join(folder, `${results.date.replaceAll(':', '-').slice(0, 19)}.json`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(file, JSON.stringify(results, null, 2) + '\n')
  return file
}

main(async () => {
  const options = readOptions()
  checkTools()
  if (os.cpus().length < 2) throw new Error('the server and the load need a core each')
  if (options.peers.includes(subject)) build('release')
  const app = buildApp()
  const machine = describeMachine(app.folder)
  const date = new Date().toISOString()
  const results = { date, machine, ...options, ...(await measureAll(app, options)) }
  const file = writeResults(results)
  const text = markdown(results)
  console.log(`\n${text}\n\n${path.relative(root, file)}`)
  if (!options.updateDocs) return
  updateDocs('docs/performance.md', 'bench', text)
  updateDocs('README.md', 'bench-table', summary(results))
})
