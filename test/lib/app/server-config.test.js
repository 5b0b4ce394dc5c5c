'use strict'
// The part of next.config that the core gets. ParseServerConfig in src/manifest reads it.

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { lib } = require('../../support/core')

const { serverConfigJson } = require(path.join(lib, 'app/server-config'))

const read = (config, facts = { hasForeignCacheHandler: false }) =>
  JSON.parse(serverConfigJson(config, facts))

test('fields of next.config keep their names, those under experimental lose the prefix', () => {
  const i18n = {
    locales: ['en', 'fr'],
    defaultLocale: 'en',
    domains: [{ domain: 'example.fr', defaultLocale: 'fr', http: true }]
  }
  const experimental = {
    caseSensitiveRoutes: true,
    clientParamParsingOrigins: ['^https://a\\.example$'],
    validateRSCRequestHeaders: true,
    isrFlushToDisk: false
  }
  const told = read({ basePath: '/docs', i18n, skipProxyUrlNormalize: true, experimental })
  assert.deepStrictEqual(told, {
    basePath: '/docs',
    i18n,
    skipProxyUrlNormalize: true,
    ...experimental,
    hasCacheHandler: false
  })
})

test('without experimental and i18n the core gets nothing of them', () => {
  const told = read({ trailingSlash: true, i18n: null })
  assert.deepStrictEqual(told, { trailingSlash: true, i18n: null, hasCacheHandler: false })
})

test('a cache handler of the config and one of another package both count', () => {
  assert.strictEqual(read({ cacheHandler: '/handler.js' }).hasCacheHandler, true)
  assert.strictEqual(read({}, { hasForeignCacheHandler: true }).hasCacheHandler, true)
})

test('the size of the thread pool is read as libuv reads it', (t) => {
  const before = process.env.UV_THREADPOOL_SIZE
  t.after(() => {
    if (before === undefined) delete process.env.UV_THREADPOOL_SIZE
    else process.env.UV_THREADPOOL_SIZE = before
  })
  delete process.env.UV_THREADPOOL_SIZE
  assert.strictEqual(read({}).workerThreads, undefined)
  for (const [size, threads] of [
    ['16', 16],
    ['1', 1],
    ['0', 1],
    ['many', 1]
  ]) {
    process.env.UV_THREADPOOL_SIZE = size
    assert.strictEqual(read({}).workerThreads, threads)
  }
})

test('the memory for objects of replies is an option', () => {
  const facts = { hasForeignCacheHandler: false, replyMemory: 1024 }
  assert.strictEqual(read({}, facts).replyMemory, 1024)
})
