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
const { ask, checkAnswer, replayOf } = require('./answers')
const { buildApp } = require('./app-build')
const { checkTools, load } = require('./load')
const { describeMachine } = require('./machine')
const { Peer } = require('./peer')
const { markdown, updateDocs } = require('./report')
const { codings, scenariosOf } = require('./scenarios')
const { medians } = require('./statistics')

const reference = 'next'
const subject = 'next-native'
const ceiling = 'bare'
const coldStartMs = 1500

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

// The scenarios of this run, each with one Accept-Encoding.
function requestsOf(app, { quick, only }) {
  return scenariosOf(app)
    .filter((scenario) => scenario.name.includes(only))
    .flatMap((scenario) =>
      Object.entries(codings)
        .filter(([coding]) => !quick || scenario.quick?.includes(coding))
        .map(([coding, acceptEncoding]) => ({
          ...scenario,
          coding,
          acceptEncoding,
          status: scenario.status ?? 200,
          headers: {
            ...scenario.headers,
            ...(acceptEncoding && { 'accept-encoding': acceptEncoding })
          }
        }))
    )
}

// Every peer is asked with the entity tag of its own answer: those of encoded bodies may differ.
async function conditional(peer, request) {
  const { headers } = await ask(peer, request)
  if (!headers.etag) throw new Error(`${peer.name} ${request.path}: no entity tag`)
  return { ...request, status: 304, headers: { ...request.headers, 'if-none-match': headers.etag } }
}

// Next.js redirects RSC requests to a URL with a hash of their header fields; browsers know it.
async function withRscHash(peer, request) {
  const { headers } = await ask(peer, request)
  return { ...request, path: headers.location }
}

async function measure(peers, scenario, { rounds, ms, warmUpMs }) {
  const request = scenario.headers.rsc ? await withRscHash(peers[0], scenario) : scenario
  const expected = new Map()
  const asked = new Map()
  const runs = new Map()
  const bodyBytes = new Map()
  for (const peer of peers) {
    const isBare = peer.name === ceiling
    const own =
      request.isConditional && !isBare
        ? await conditional(peer, request)
        : (asked.get(peers[0]) ?? request)
    asked.set(peer, own)
    if (isBare) await peer.replay(replayOf(expected.get(peers[0])))
    await load(peer, own, warmUpMs)
    const answer = await ask(peer, own)
    expected.set(peer, answer)
    checkAnswer(peer, own, answer, expected.get(peers[0]))
    bodyBytes.set(peer, answer.body.length)
    runs.set(peer, [])
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of peers) runs.get(peer).push(await load(peer, asked.get(peer), ms))
  }
  const figures = {}
  for (const peer of peers) {
    const answer = await ask(peer, asked.get(peer))
    checkAnswer(peer, asked.get(peer), answer, expected.get(peers[0]))
    figures[peer.name] = {
      ...medians(runs.get(peer)),
      rssBytes: peer.rssBytes(),
      bodyBytes: bodyBytes.get(peer),
      coding: answer.coding,
      runs: runs.get(peer)
    }
  }
  return figures
}

function rowOf(request, figures) {
  const [from, to] = [figures[reference], figures[subject]]
  return {
    scenario: request.name,
    path: request.path,
    acceptEncoding: request.acceptEncoding ?? null,
    peers: figures,
    ratio: to && { perSecond: to.perSecond / from.perSecond, cpu: from.cpuUs / to.cpuUs }
  }
}

async function measureAll(peers, requests, options) {
  const rows = []
  // The first seconds of a process are those of its compiler.
  const first = requests.find((request) => request.status === 200 && !request.headers.rsc)
  for (const peer of peers) {
    if (first && peer.name !== ceiling) await load(peer, first, coldStartMs)
  }
  for (const request of requests) {
    const row = rowOf(request, await measure(peers, request, options))
    const each = (key) => peers.map((peer) => Math.round(row.peers[peer.name][key])).join(' / ')
    const ratio = row.ratio ? `, ${row.ratio.perSecond.toFixed(1)}x` : ''
    console.log(
      `${request.name} (${request.coding}): ${each('perSecond')} requests/s, ` +
        `${each('cpuUs')} us CPU${ratio}`
    )
    rows.push(row)
  }
  return rows
}

async function measureWithPeers(app, options) {
  const requests = requestsOf(app, options)
  if (requests.length === 0) throw new Error(`no scenario is named like "${options.only}"`)
  const peers = []
  try {
    const processes = {}
    for (const name of options.peers) {
      const peer = await Peer.start(name, app.folder)
      peers.push(peer)
      processes[name] = { startMs: peer.startMs, idleRssBytes: peer.rssBytes() }
    }
    const rows = await measureAll(peers, requests, options)
    for (const peer of peers) {
      Object.assign(processes[peer.name], { rssBytes: peer.rssBytes(), stats: await peer.stats() })
    }
    return { processes, rows }
  } finally {
    for (const peer of peers) await peer.stop()
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
  const results = { date, machine, ...options, ...(await measureWithPeers(app, options)) }
  const file = writeResults(results)
  const text = markdown(results)
  console.log(`\n${text}\n\n${path.relative(root, file)}`)
  if (options.updateDocs) updateDocs(text)
})
