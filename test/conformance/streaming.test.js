'use strict'
// Answers while they are sent: when each part arrives, how much is produced ahead of a slow client,
// and what happens when the client leaves. Each scenario runs with the real `next` and with
// next-native, and must give the same result.

const assert = require('node:assert')
const { after, before, describe, test } = require('node:test')
const { setTimeout: sleep } = require('node:timers/promises')

const { buildApp, buildFacts, copyApp } = require('./support/fixture-apps')
const { send } = require('./support/http-client')
const { multipart, multipartType } = require('./support/form')
const { Server } = require('./support/servers')
const { StreamClient } = require('./support/stream-client')

const app = 'dynamic'

/** One of the two servers, with the operations of the scenarios. */
class Side {
  #server
  #names = 0

  constructor(library, index) {
    this.#server = new Server(copyApp(app, `stream-${index}`), library)
  }

  get port() {
    return this.#server.port
  }

  async start() {
    await this.#server.start()
    // Modules that load or compile at first use must not delay the scenarios.
    for (const path of ['/gated?gates=', '/route/report', '/api/facts', '/']) await this.get(path)
  }

  stop() {
    return this.#server.stop()
  }

  get isAlive() {
    return this.#server.alive
  }

  /** Returns a new name for a gate or a report. */
  fresh(what) {
    return `${what}-${++this.#names}`
  }

  async get(path, options = {}) {
    const answer = await send(this.#server.port, { path, ...options })
    return answer?.body.toString()
  }

  open(gate) {
    return this.get(`/route/gate?name=${gate}`)
  }

  /** Waits until no more reports arrive, and returns them. */
  async report(topic) {
    let last
    for (;;) {
      const now = await this.get(`/route/report?topic=${topic}`)
      if (now === last) return JSON.parse(now)
      last = now
      await sleep(250)
    }
  }

  request(path, { method = 'GET', headers = {}, version = '1.1' } = {}) {
    const fields = { Host: 'fixture.test:4000', Connection: 'close', ...headers }
    const lines = Object.entries(fields).map((field) => field.join(': '))
    return new StreamClient(this.#server.port, [`${method} ${path} HTTP/${version}`, ...lines])
  }
}

const codings = ['identity', 'gzip', 'deflate']

const scenarios = {}

// Checks that each part arrives when its gate opens, and not before.
async function partByPart(side, path, { headers, parts, version }) {
  const gates = parts.map((part) => side.fresh(part))
  const client = side.request(path(gates), { headers, version })
  const seen = []
  for (const gate of gates) {
    seen.push(client.text.includes(`behind ${gate}`) || client.text.includes(`${gate}.`))
    await side.open(gate)
    seen.push(await client.sees(gate))
  }
  await client.ended()
  return { seen, head: client.head.split('\r\n')[0] }
}

for (const coding of codings) {
  const headers = { 'Accept-Encoding': coding }
  scenarios[`a page, its early content first: ${coding}`] = async (side) => {
    const gates = [side.fresh('a'), side.fresh('b')]
    const client = side.request(`/gated?gates=${gates.join('+')}`, { headers })
    const log = [await client.sees('early content'), client.text.includes(`behind ${gates[0]}`)]
    await side.open(gates[1])
    log.push(await client.sees(`behind <!-- -->${gates[1]}`))
    log.push(client.text.includes(`behind <!-- -->${gates[0]}`))
    await side.open(gates[0])
    log.push(await client.sees(`behind <!-- -->${gates[0]}`))
    await client.ended()
    return [...log, client.text.includes('</html>')]
  }
  scenarios[`a page of large parts: ${coding}`] = async (side) => {
    const gate = side.fresh('large')
    const client = side.request(`/gated?gates=${gate}&size=500000`, { headers })
    const log = [await client.sees('early content')]
    await side.open(gate)
    log.push(await client.sees('</html>'))
    await client.ended()
    return [...log, client.text.split('0123456789').length]
  }
  for (const type of ['text/plain', 'text/event-stream', 'application/octet-stream']) {
    scenarios[`a route handler, ${type}: ${coding}`] = (side) =>
      partByPart(side, (gates) => `/route/stream?filler=20&type=${type}&gates=${gates.join('+')}`, {
        headers,
        parts: ['one', 'two', 'three']
      })
  }
  for (const flush of ['', '1']) {
    scenarios[`an API route that ${flush ? 'flushes' : 'does not flush'}: ${coding}`] = async (
      side
    ) => {
      const gates = [side.fresh('one'), side.fresh('two')]
      const client = side.request(
        `/api/stream?filler=2000&flush=${flush}&gates=open+${gates.join('+')}`,
        { headers }
      )
      const log = [await client.sees('open', 600)]
      await side.open(gates[0])
      log.push(await client.sees(gates[0], 600))
      await side.open(gates[1])
      log.push(await client.sees(gates[1]))
      await client.ended()
      return log
    }
  }
}

scenarios['a payload'] = async (side) => {
  const gate = side.fresh('payload')
  const headers = { RSC: '1', Accept: 'text/x-component' }
  const redirect = await send(side.port, { path: `/gated?gates=${gate}`, headers })
  const location = redirect.headers.find(([name]) => name.toLowerCase() === 'location')[1]
  const client = side.request(location, { headers })
  const log = [await client.sees('early content'), client.text.includes('0123456789')]
  await side.open(gate)
  log.push(await client.sees('behind'))
  await client.ended()
  return log
}

scenarios['HTTP/1.0'] = (side) =>
  partByPart(side, (gates) => `/route/stream?filler=20&gates=${gates.join('+')}`, {
    parts: ['one', 'two'],
    version: '1.0'
  })

scenarios['a client that closes its half of the connection'] = async (side) => {
  const gate = side.fresh('half')
  const client = side.request(`/gated?gates=${gate}`)
  client.socket.end()
  const log = [await client.sees('early content', 1000)]
  await side.open(gate)
  log.push(await client.sees('</html>', 1000))
  return log
}

const post = { method: 'POST', body: '' }

// How much the server produces ahead of a client that does not read.
for (const coding of ['identity', 'gzip']) {
  scenarios[`back-pressure: ${coding}`] = async (side) => {
    const topic = side.fresh('endless')
    const client = side.request(`/route/endless?topic=${topic}`, {
      headers: { 'Accept-Encoding': coding }
    })
    await client.receives(1000)
    client.socket.pause()
    const made = async () => Number(await side.get(`/route/endless?topic=${topic}`, post))
    let before = -1
    let now = await made()
    for (let tries = 0; now !== before && tries < 40; tries++) {
      await sleep(300)
      before = now
      now = await made()
    }
    const isHeld = now === before
    client.leave()
    return { isHeld, isLittle: coding === 'gzip' || now < 600, report: await side.report(topic) }
  }
}

// The moments at which a client leaves.
const leaving = {
  'while a page waits': async (side, topic) => {
    const client = side.request(`/gated?before=${topic}`)
    await sleep(100)
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'in the middle of a page': async (side, topic) => {
    const client = side.request(`/gated?gates=${topic}`)
    await client.sees('early content')
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'in the middle of a compressed page': async (side, topic) => {
    const client = side.request(`/gated?gates=${topic}`, { headers: { 'Accept-Encoding': 'gzip' } })
    await client.sees('early content')
    client.leave()
    await side.open(topic)
  },
  'before the first part of a route handler': async (side, topic) => {
    const client = side.request(`/route/stream?topic=${topic}&gates=${topic}`)
    await sleep(100)
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'after the first part of a route handler': async (side, topic) => {
    const client = side.request(`/route/stream?topic=${topic}&gates=open+${topic}`)
    await client.sees('open')
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'while a route handler waits': async (side, topic) => {
    const client = side.request(`/route/body?topic=${topic}&gate=${topic}`, {
      method: 'POST',
      headers: { 'Content-Length': 0 }
    })
    await sleep(100)
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'in the middle of a body to a route handler': async (side, topic) => {
    const client = side.request(`/route/body?topic=${topic}`, {
      method: 'POST',
      headers: { 'Content-Length': 1000 }
    })
    client.socket.write('begun')
    await sleep(100)
    client.leave()
  },
  'in the middle of a body to a raw API route': async (side, topic) => {
    const client = side.request(`/api/raw?topic=${topic}`, {
      method: 'POST',
      headers: { 'Content-Length': 1000 }
    })
    client.socket.write('begun')
    await sleep(100)
    client.leave()
  },
  'in the middle of a body that is parsed': async (side) => {
    const client = side.request('/api/parsed', {
      method: 'POST',
      headers: { 'Content-Length': 1000, 'Content-Type': 'application/json' }
    })
    client.socket.write('{"begun')
    await sleep(100)
    client.leave()
  },
  'in the middle of a response of an API route': async (side, topic) => {
    const client = side.request(`/api/stream?topic=${topic}&gates=open+${topic}`)
    await client.sees('open')
    client.leave()
    await sleep(50)
    await side.open(topic)
  },
  'in the middle of a server action call': async (side, topic, facts) => {
    const client = side.request('/actions', {
      method: 'POST',
      headers: {
        'Next-Action': facts.actionId('echo'),
        'Content-Type': 'text/plain;charset=UTF-8',
        'Content-Length': 1000
      }
    })
    client.socket.write('["begun')
    await sleep(100)
    client.leave()
  },
  'in the middle of a form': async (side, topic, facts) => {
    const body = multipart({ [`$ACTION_ID_${facts.actionId('save')}`]: '', text: 'x'.repeat(500) })
    const client = side.request('/actions', {
      method: 'POST',
      headers: { 'Content-Type': multipartType, 'Content-Length': body.length }
    })
    client.socket.write(body.slice(0, 300))
    await sleep(100)
    client.leave()
  },
  'before the work of after() is done': async (side, topic) => {
    const client = side.request(`/route/after?topic=${topic}&gate=${topic}`)
    await client.sees('answered')
    client.leave()
    await side.open(topic)
  },
  'at once': async (side) => {
    const client = side.request('/after?topic=at-once')
    client.leave()
  }
}

for (const [where, leave] of Object.entries(leaving)) {
  scenarios[`a client leaves ${where}`] = async (side, facts) => {
    const topic = side.fresh('leave')
    await leave(side, topic, facts)
    return { report: await side.report(topic), next: await side.get('/') }
  }
}

buildApp(app)
const facts = buildFacts(app)

describe('answers while they are sent', () => {
  const sides = (process.env.CONFORMANCE_SIDES ?? 'next,ours')
    .split(',')
    .map((library, index) => new Side(library, index))
  before(() => Promise.all(sides.map((side) => side.start())))
  after(() => Promise.all(sides.map((side) => side.stop())))
  for (const [name, play] of Object.entries(scenarios)) {
    test(name, async () => {
      const [expected, actual] = await Promise.all(sides.map((side) => play(side, facts)))
      assert.deepStrictEqual(actual, expected)
      assert.ok(sides.every((side) => side.isAlive))
    })
  }
})
