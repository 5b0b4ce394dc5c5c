'use strict'

const { subscribe, unsubscribe } = require('node:diagnostics_channel')
const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = require('prom-client')

const replyKinds = [
  'static',
  'prerendered',
  'entrypoint',
  'error',
  'middleware',
  'proxy',
  'image',
  'redirect',
  'delegated'
]

/** Returns a counter that reads its values from `read` when the metrics are collected. */
function countOf(registry, options, read) {
  return new Counter({
    ...options,
    registers: [registry],
    collect() {
      this.reset()
      for (const [labels, value] of read()) this.inc(labels, value)
    }
  })
}

function addReplies(registry, app) {
  countOf(
    registry,
    { name: 'next_replies_total', help: 'Replies by what made them', labelNames: ['kind'] },
    () => {
      const stats = app.stats()
      return replyKinds.map((kind) => [{ kind }, stats[kind]])
    }
  )
}

function addCache(registry, app) {
  const cache = () => app.stats().cache ?? {}
  countOf(
    registry,
    {
      name: 'next_cache_requests_total',
      help: 'Requests for prerendered answers by what became of them',
      labelNames: ['result']
    },
    () => {
      const { hits = 0, stale = 0, misses = 0 } = cache()
      return Object.entries({ hit: hits, stale, miss: misses }).map(([result, count]) => [
        { result },
        count
      ])
    }
  )
  countOf(
    registry,
    { name: 'next_cache_evictions_total', help: 'Entries dropped to make room' },
    () => [[{}, cache().evictions ?? 0]]
  )
}

// Prerendered answers and static files have separate memories.
function addMemory(registry, app) {
  const gauges = {
    bytes: 'Bytes in memory, with encoded forms',
    entries: 'Answers or files in memory',
    variants: 'Encoded forms in memory'
  }
  for (const [field, help] of Object.entries(gauges)) {
    new Gauge({
      name: `next_memory_${field}`,
      help,
      labelNames: ['of'],
      registers: [registry],
      collect() {
        const { cache, staticFiles } = app.stats()
        this.set({ of: 'cache' }, cache?.[field] ?? 0)
        this.set({ of: 'static' }, staticFiles?.[field] ?? 0)
      }
    })
  }
}

/** Observes renders from now on. Returns a function that stops it. */
function observeRenders(registry) {
  const seconds = new Histogram({
    name: 'next_render_seconds',
    help: 'How long the code of a route took',
    labelNames: ['route', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry]
  })
  const observe = ({ route, outcome, duration }) =>
    seconds.observe({ route, outcome }, duration / 1000)
  subscribe('next-native:render', observe)
  return () => unsubscribe('next-native:render', observe)
}

/**
 * Collects the metrics of an app.
 *
 * @param {import('next-native').NextNativeServer} app
 * @returns {{ respond(res: import('node:http').ServerResponse): Promise<void>, close(): void }}
 */
function createMetrics(app) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addReplies(registry, app)
  addCache(registry, app)
  addMemory(registry, app)
  const close = observeRenders(registry)
  return {
    async respond(res) {
      const text = await registry.metrics()
      res.writeHead(200, { 'content-type': registry.contentType })
      res.end(text)
    },
    close
  }
}

module.exports = { createMetrics }
