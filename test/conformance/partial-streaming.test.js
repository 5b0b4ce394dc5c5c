'use strict'
// Pages with holes: the shell arrives before anything is rendered, then each hole when it is
// filled. Each scenario runs with the real `next` and with next-native, and must give the same
// result.

const assert = require('node:assert')
const { after, before, describe, test } = require('node:test')

const { buildApp, copyApp, requireNext } = require('./support/fixture-apps')
const { send } = require('./support/http-client')
const { Server } = require('./support/servers')
const { StreamClient } = require('./support/stream-client')

const app = 'partial-prerendering'

const { computeCacheBustingSearchParam } = requireNext(
  'dist/shared/lib/router/utils/cache-busting-search-param'
)

const shell = 'waiting for one'

const ask = (server, path, headers = {}) => {
  const fields = { Host: 'fixture.test:4000', Connection: 'close', ...headers }
  const lines = Object.entries(fields).map((field) => field.join(': '))
  return new StreamClient(server.port, [`GET ${path} HTTP/1.1`, ...lines])
}

let names = 0
const freshGates = () => [`gate-${++names}-one`, `gate-${++names}-two`]

const open = (server, gate) => send(server.port, { path: `/api/gate?name=${gate}` })

/**
 * Opens the gates of a page or payload, the second one first. Returns a log of what had arrived
 * before and after each.
 */
async function asGatesOpen(server, path, headers, markOf) {
  const [one, two] = freshGates()
  const client = ask(server, `${path}one=${one}&two=${two}`, headers)
  const arrived = () => [one, two].map((gate) => client.text.includes(markOf(gate)))
  const log = [await client.sees(shell), arrived()]
  for (const gate of [two, one]) {
    await open(server, gate)
    log.push(await client.sees(markOf(gate)), arrived())
  }
  await client.ended()
  return [...log, client.head.split('\r\n')[0]]
}

const inHtml = (gate) => `behind <!-- -->${gate}`
const inPayload = (gate) => `"behind ","${gate}"`

const scenarios = {}

for (const coding of ['identity', 'gzip', 'deflate']) {
  scenarios[`a page: ${coding}`] = (server) =>
    asGatesOpen(server, '/gated?', { 'Accept-Encoding': coding }, inHtml)
}

scenarios['a payload'] = async (server) => {
  const buster = await computeCacheBustingSearchParam(undefined, undefined, undefined, undefined)
  return asGatesOpen(server, `/gated?_rsc=${buster}&`, { RSC: '1' }, inPayload)
}

scenarios['a client that leaves after the shell'] = async (server) => {
  const gates = freshGates()
  const path = `/gated?one=${gates[0]}&two=${gates[1]}`
  const client = ask(server, path)
  const hasSeen = await client.sees(shell)
  client.leave()
  for (const gate of gates) await open(server, gate)
  const { status, body } = await send(server.port, { path })
  return [hasSeen, status, gates.map((gate) => body.includes(inHtml(gate)))]
}

buildApp(app)

describe('pages with holes arrive as with the real next', () => {
  const servers = ['next', 'ours'].map(
    (library, index) => new Server(copyApp(app, `stream-${index}`), library)
  )
  before(async () => {
    await Promise.all(servers.map((server) => server.start()))
    // Modules that load at first use must not delay the scenarios.
    for (const { port } of servers) await send(port, { path: '/holes' })
  })
  after(() => Promise.all(servers.map((server) => server.stop())))
  for (const [name, play] of Object.entries(scenarios)) {
    test(name, async (t) => {
      const expected = await play(servers[0])
      t.diagnostic(JSON.stringify(expected))
      assert.deepStrictEqual(await play(servers[1]), expected)
    })
  }
})
