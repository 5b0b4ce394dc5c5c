'use strict'
// Sends all peers the same load in turn, and checks that they answer the same.

const path = require('node:path')

const { ask, checkAnswer, replayOf } = require('./answers')
const { load } = require('./load')
const { Peer } = require('./peer')
const { codings } = require('./scenarios')
const { medians } = require('./statistics')
const { verdictOf } = require('./targets')

const reference = 'next'
const subject = 'next-native'
const ceiling = 'bare'
const coldStartMs = 1500
const sampleCount = 10

// Peers that answer only some of the scenarios.
const isFor = {
  nginx: (scenario) => scenario.file !== undefined,
  'nginx-gzip-static': (scenario) => scenario.file !== undefined && scenario.coding !== 'none',
  // The direct call does not compress.
  direct: (scenario) => scenario.isRendered === true && scenario.coding === 'none'
}

// Returns the scenarios of this run, once for each Accept-Encoding.
function requestsOf(scenarios, { quick, only }) {
  return scenarios
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

// Asks each peer with the entity tag of its own answer, because tags of encoded bodies may differ.
async function conditional(peer, request) {
  const { headers } = await ask(peer, request)
  if (!headers.etag) throw new Error(`${peer.name} ${request.path}: no entity tag`)
  return { ...request, status: 304, headers: { ...request.headers, 'if-none-match': headers.etag } }
}

// Next.js redirects RSC requests to a URL with a hash of their header fields. Browsers request that
// URL at once.
async function withRscHash(peer, request) {
  const { headers } = await ask(peer, request)
  return { ...request, path: headers.location }
}

// Returns one request for some of the paths if the scenario has many.
function samplesOf(request) {
  if (!request.paths) return [request]
  const step = Math.ceil(request.paths.length / sampleCount)
  return request.paths
    .filter((_, index) => index % step === 0)
    .map((target) => ({ ...request, path: target, paths: undefined }))
}

// Sends all samples, compares the answers with the reference's, and returns them.
async function checkAll(peer, request, expected) {
  const answers = []
  for (const [index, sample] of samplesOf(request).entries()) {
    const answer = await ask(peer, sample)
    if (peer.name === ceiling && index > 0) break
    checkAnswer(peer, sample, answer, expected?.[index] ?? answer)
    answers.push(answer)
  }
  return answers
}

// A scenario with many paths needs a longer warm-up until all of them are in memory.
function warmUpOf({ isRendered, paths }, { warmUpMs, rendered }) {
  if (isRendered) return rendered.warmUpMs
  return paths ? 4 * warmUpMs : warmUpMs
}

async function measure(allPeers, scenario, options) {
  const { rounds, rendered } = options
  const peers = allPeers.filter((peer) => isFor[peer.name]?.(scenario) ?? true)
  const request = scenario.headers.rsc ? await withRscHash(peers[0], scenario) : scenario
  const { ms } = scenario.isRendered ? rendered : options
  let expected
  const asked = new Map()
  const runs = new Map()
  const answers = new Map()
  for (const peer of peers) {
    const isBare = peer.name === ceiling
    const own =
      request.isConditional && !isBare
        ? await conditional(peer, request)
        : (asked.get(peers[0]) ?? request)
    asked.set(peer, own)
    if (isBare) await peer.replay(replayOf(expected[0]))
    // The first answer loads modules and may take longer than a short run.
    await ask(peer, own)
    await load(peer, own, warmUpOf(scenario, options))
    answers.set(peer, await checkAll(peer, own, expected))
    expected ??= answers.get(peer)
    runs.set(peer, [])
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of peers) runs.get(peer).push(await load(peer, asked.get(peer), ms))
  }
  const figures = {}
  for (const peer of peers) {
    const [answer] = await checkAll(peer, asked.get(peer), expected)
    figures[peer.name] = {
      ...medians(runs.get(peer)),
      rssBytes: peer.rssBytes(),
      bodyBytes: answers.get(peer)[0].body.length,
      coding: answer.coding,
      runs: runs.get(peer)
    }
  }
  return figures
}

function rowOf(request, figures) {
  const [from, to] = [figures[reference], figures[subject]]
  const ratio = to && { perSecond: to.perSecond / from.perSecond, cpu: from.cpuUs / to.cpuUs }
  const overDirect = to && figures.direct && to.cpuUs / figures.direct.cpuUs
  return {
    scenario: request.name,
    path: request.path,
    coding: request.coding,
    acceptEncoding: request.acceptEncoding ?? null,
    peers: figures,
    ratio,
    overDirect,
    target: ratio && verdictOf(request, ratio, overDirect)
  }
}

async function measureAll(peers, requests, options) {
  const rows = []
  // In its first seconds, a process mostly compiles.
  const first = requests.find((request) => request.status === 200 && !request.headers.rsc)
  for (const peer of peers) {
    const isWarm = peer.name === ceiling || peer.name in isFor
    if (!first || isWarm) continue
    await ask(peer, first)
    await load(peer, first, Math.min(coldStartMs, 3 * options.warmUpMs))
  }
  for (const request of requests) {
    const row = rowOf(request, await measure(peers, request, options))
    const each = (key) => Object.values(row.peers).map((figures) => Math.round(figures[key]))
    const ratio = row.ratio ? `, ${row.ratio.perSecond.toFixed(1)}x` : ''
    console.log(
      `${request.name} (${request.coding}): ${each('perSecond').join(' / ')} requests/s, ` +
        `${each('cpuUs').join(' / ')} us CPU${ratio}`
    )
    rows.push(row)
  }
  return rows
}

// Maps the URLs of a file server to its files.
function filesOf(dir, scenarios) {
  const files = scenarios.filter(({ file }) => file)
  return Object.fromEntries(files.map(({ path: url, file }) => [url, path.join(dir, file)]))
}

/**
 * @param {string} dir the folder of the built app
 * @param {object[]} scenarios see scenarios.js
 * @param {object} options `peers`, `rounds`, `quick`, `only`; the lengths of runs, `ms` and
 *   `warmUpMs`, and in `rendered` the lengths for rendered scenarios
 */
async function measureWithPeers(dir, scenarios, options) {
  const requests = requestsOf(scenarios, options)
  const peers = []
  try {
    const processes = {}
    for (const name of requests.length > 0 ? options.peers : []) {
      const peer = await Peer.start(name, { dir, files: filesOf(dir, scenarios) })
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

module.exports = { ceiling, measureWithPeers, reference, subject }
