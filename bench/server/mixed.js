'use strict'
// Measures a static file while the same process renders pages: 16 connections request an app page
// that is rendered for each request, one connection requests a chunk.

const { setTimeout: sleep } = require('node:timers/promises')

const { ask } = require('./answers')
const { load } = require('./load')
const { Peer } = require('./peer')
const { medians } = require('./statistics')

const marginMs = 300
const rendered = { path: '/ssr', headers: {}, status: 200, connections: 16 }

/**
 * @returns {Promise<Record<string, object>>} medians by peer: `aloneP50Us` and `p50Us` of the chunk
 *   alone and under load, `rendersPerSecond` alone and `mixedRendersPerSecond` with the chunk
 */
async function measureMixed(names, dir, chunkPath, { rounds, ms, warmUpMs }) {
  const chunk = { path: chunkPath, headers: {}, status: 200, connections: 1 }
  const peers = []
  try {
    for (const name of names) {
      const peer = await Peer.start(name, { dir, files: {} })
      peers.push(peer)
      await ask(peer, rendered)
      await load(peer, rendered, Math.max(warmUpMs, 500))
      await load(peer, chunk, warmUpMs)
    }
    const all = new Map(peers.map((peer) => [peer, []]))
    for (let round = 0; round < rounds; round += 1) {
      for (const peer of peers) {
        const alone = await load(peer, chunk, ms)
        const renders = await load(peer, rendered, ms)
        // The load of pages begins before that of the chunk and ends after it.
        const pages = load(peer, rendered, ms + 2 * marginMs)
        await sleep(marginMs)
        const [beside, mixed] = [await load(peer, chunk, ms), await pages]
        all.get(peer).push({
          aloneP50Us: alone.p50Us,
          p50Us: beside.p50Us,
          p99Us: beside.p99Us,
          rendersPerSecond: renders.perSecond,
          mixedRendersPerSecond: mixed.perSecond
        })
      }
    }
    return Object.fromEntries(peers.map((peer) => [peer.name, medians(all.get(peer))]))
  } finally {
    for (const peer of peers) await peer.stop()
  }
}

module.exports = { measureMixed }
