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
