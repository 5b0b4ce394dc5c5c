'use strict'
// Loads all peers with the same requests in turn, and checks that they answer the same.

const { ask, checkAnswer, replayOf } = require('./answers')
const { load } = require('./load')
const { Peer } = require('./peer')
const { codings } = require('./scenarios')
const { medians } = require('./statistics')

const reference = 'next'
const subject = 'next-native'
const ceiling = 'bare'
const coldStartMs = 1500

// The scenarios of this run, each with one Accept-Encoding.
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

/**
 * @param {string} folder of the built app
 * @param {object[]} scenarios see scenarios.js
 * @param {object} options `peers`, `rounds`, `ms`, `warmUpMs`, `quick`, `only`
 */
async function measureWithPeers(folder, scenarios, options) {
  const requests = requestsOf(scenarios, options)
  if (requests.length === 0) throw new Error(`no scenario is named like "${options.only}"`)
  const peers = []
  try {
    const processes = {}
    for (const name of options.peers) {
      const peer = await Peer.start(name, folder)
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
