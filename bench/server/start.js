'use strict'
// Measures how soon a process answers and its idle memory: fresh processes, one at a time.

const { setTimeout: sleep } = require('node:timers/promises')

const { ask } = require('./answers')
const { Peer } = require('./peer')
const { median } = require('./statistics')

const idleMs = 1000

// The bare server has no answer to replay here.
const unasked = { bare: 503 }

async function startOnce(name, dir, path) {
  const peer = await Peer.start(name, { dir, files: {} })
  try {
    const { status } = await ask(peer, { path, headers: {} })
    const firstMs = peer.ageMs
    if (status !== (unasked[name] ?? 200)) throw new Error(`${name} ${path}: status ${status}`)
    await sleep(idleMs)
    return { firstMs, idleRssBytes: peer.rssBytes() }
  } finally {
    await peer.stop()
  }
}

/**
 * @returns {Promise<Record<string, { firstMs: number, idleRssBytes: number }>>} medians by peer:
 *   the time from the start of the process to its first 200, and its memory a second later
 */
async function measureStarts(names, dir, path, rounds) {
  const all = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) all[name].push(await startOnce(name, dir, path))
  }
  const of = (runs, key) => median(runs.map((run) => run[key]))
  return Object.fromEntries(
    Object.entries(all).map(([name, runs]) => [
      name,
      { firstMs: of(runs, 'firstMs'), idleRssBytes: of(runs, 'idleRssBytes') }
    ])
  )
}

module.exports = { measureStarts }
