'use strict'
// npm run bench:scale [-- options]: measures the cost of many rules in next.config. Loads the bench
// app with 10, 100 and 1,000 redirects, rewrites, header rules and dynamic routes, served by the
// real `next` custom server and by next-native.
//
//   --rounds <n>    runs per peer; the median counts (3)
//   --seconds <n>   length of a run (1)
//   --update-docs   write the table into docs/performance.md

const { parseArgs } = require('node:util')

const { build } = require('../../scripts/lib/cmake')
const { main } = require('../../scripts/lib/run')
const { buildApp } = require('./app-build')
const { updateDocs } = require('./docs')
const { checkTools } = require('./load')
const { describeMachine } = require('./machine')
const { measureWithPeers, reference, subject } = require('./measure')
const { scaleMarkdown } = require('./report')
const { scaleApp } = require('./scaled-app')
const { scaleScenariosOf } = require('./scenarios')

const counts = [10, 100, 1000]

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '1' },
      'update-docs': { type: 'boolean', default: false }
    }
  })
  const seconds = Number(values.seconds)
  const rounds = Number(values.rounds)
  if (!(seconds > 0) || !(rounds >= 1))
    throw new Error('--seconds must be above 0 and --rounds at least 1')
  const updates = values['update-docs']
  const peers = [reference, subject]
  const ms = seconds * 1000
  const rendered = { ms, warmUpMs: 4000 }
  return { peers, rounds, ms, warmUpMs: 500, rendered, quick: true, only: '', updates }
}

main(async () => {
  const options = readOptions()
  checkTools()
  build('release')
  const app = buildApp()
  const runs = []
  for (const count of counts) {
    console.log(`${count} rules of each kind`)
    const folder = scaleApp(app.folder, count)
    runs.push({ count, ...(await measureWithPeers(folder, scaleScenariosOf(count), options)) })
  }
  const machine = describeMachine(app.folder)
  const text = scaleMarkdown({ date: new Date().toISOString(), machine, ...options, runs })
  console.log(`\n${text}`)
  if (options.updates) updateDocs('docs/performance.md', 'scale', text)
})
