'use strict'

const assert = require('node:assert')
const { EventEmitter } = require('node:events')
const test = require('node:test')
const { Visit } = require('../../../lib/exchange/visit')

/** A visit, and the exchanges that it has released. */
function createVisit(options = { isRouted: true }) {
  const released = []
  const visit = new Visit({ release: (exchange) => released.push(exchange) }, options)
  return { visit, released }
}

test('holds the exchange of a re-render until another visit takes it', () => {
  const { visit, released } = createVisit()
  visit.hold({ renewal: { exchange: 4 } })
  visit.hold({ renewal: { exchange: 5 } })
  visit.letGo({ exchange: 5 })
  visit.release()
  assert.deepStrictEqual(released, [4])
})

test('releases each exchange that it holds once', () => {
  const { visit, released } = createVisit()
  for (const exchange of [3, 3, 7, 0, undefined]) visit.hold({ exchange })
  assert.strictEqual(visit.isOver, false)
  visit.release()
  visit.release()
  assert.deepStrictEqual(released, [3, 7])
  assert.strictEqual(visit.isOver, true)
})

test('releases when the client leaves, unless that is stopped', () => {
  const { visit, released } = createVisit()
  const res = new EventEmitter()
  visit.hold({ exchange: 1 })
  visit.releaseOnClose(res)()
  res.emit('close')
  assert.deepStrictEqual(released, [])
  visit.releaseOnClose(res)
  res.emit('close')
  assert.deepStrictEqual(released, [1])
})

test('allows one error page in place of an answer', () => {
  const { visit } = createVisit()
  assert.deepStrictEqual([visit.failOnce(), visit.failOnce()], [true, false])
})

test('what a request brings along takes precedence over its URL', () => {
  const query = { a: 'given' }
  const { visit } = createVisit({ isRouted: false, query, error: 'an error' })
  visit.beginRendering({ meta: {}, url: '/x?a=sent', query: { a: 'sent' } })
  assert.deepStrictEqual([visit.query, visit.url, visit.error], [query, '/x?a=sent', 'an error'])
})

test('follows rewrites, each as far as it says', () => {
  const { visit } = createVisit()
  visit.beginRendering({ meta: {}, url: '/a?b', query: { b: '' } })
  visit.rewrite({})
  assert.deepStrictEqual([visit.url, visit.query], ['/a?b', { b: '' }])
  visit.rewrite({ query: { c: '1' } })
  assert.deepStrictEqual([visit.url, visit.query], ['/a?b', { c: '1' }])
  visit.rewrite({ url: '/d' })
  assert.deepStrictEqual([visit.url, visit.query], ['/d', { c: '1' }])
})

test('after a failure in middleware the error page is shown the error and no query', () => {
  const { visit } = createVisit({ isRouted: true, query: { a: '1' } })
  visit.failInMiddleware('an error')
  assert.deepStrictEqual([visit.error, visit.query], ['an error', {}])
})

test('all readers share one body until it is back in the request', () => {
  const { visit } = createVisit()
  const app = {
    next: { modules: { getCloneableBody: (req, maxBytes) => ({ req, maxBytes }) } },
    config: { experimental: { proxyClientMaxBodySize: 10 } }
  }
  const body = visit.cloneableBody(app, 'the request')
  assert.deepStrictEqual(body, { req: 'the request', maxBytes: 10 })
  assert.strictEqual(visit.cloneableBody(app, 'the request'), body)
  visit.forgetBody()
  assert.notStrictEqual(visit.cloneableBody(app, 'the request'), body)
})
