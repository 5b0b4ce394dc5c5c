'use strict'
// npm run bench [-- options]: the same built app behind the same server.js, answered in turn by the
// real `next` custom server, by next-native and by a bare node:http with ready bytes.
//
//   --quick            the rows that matter most, short runs; under a minute
//   --only <text>      only scenarios whose name contains the text
//   --peers <names>    some of next,next-native,bare
//   --rounds <n>       runs per peer of which the median is taken (3)
//   --seconds <n>      length of a run (2)
//   --update-docs      write the table into docs/performance.md

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
const { markdown, updateDocs } = require('./report')
const { scenariosOf } = require('./scenarios')

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      peers: { type: 'string', default: [reference, subject, ceiling].join() },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string' },
      'update-docs': { type: 'boolean', default: false }
    }
  })
  const names = values.peers.split(',')
  if (names[0] !== reference) throw new Error('--peers begins with next: it is the reference')
  const seconds = Number(values.seconds ?? (values.quick ? 0.3 : 2))
  const rounds = Number(values.rounds)
  if (!(seconds > 0) || !(rounds >= 1)) throw new Error('--seconds and --rounds are numbers')
  return {
    quick: values.quick,
    only: values.only,
    peers: names,
    rounds,
    ms: seconds * 1000,
    warmUpMs: values.quick ? 200 : 1000,
    updateDocs: values['update-docs']
  }
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
  const results = {
    date,
    machine,
    ...options,
    ...(await measureWithPeers(app.folder, scenariosOf(app), options))
  }
  const file = writeResults(results)
  const text = markdown(results)
  console.log(`\n${text}\n\n${path.relative(root, file)}`)
  if (options.updateDocs) updateDocs(text)
})
