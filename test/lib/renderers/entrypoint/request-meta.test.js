'use strict'

const assert = require('node:assert')
const test = require('node:test')
const { Visit } = require('../../../../lib/exchange/visit')
const { metaSymbol } = require('../../../../lib/next/request-meta')
const { RequestMeta } = require('../../../../lib/renderers/entrypoint/request-meta')

const output = { kind: 'app-page' }

function createMeta(hostname = 'localhost') {
  return new RequestMeta({
    next: { modules: { formatHostname: (name) => name } },
    hostname,
    port: 3000,
    config: { experimental: {} },
    relativeProjectDir: '.',
    distDir: '/app/.next'
  })
}

/** The meta of a request for `url`, its URL and query. */
function attach(meta, url, action = {}, options = {}) {
  const req = { url, headers: {} }
  const visit = new Visit({}, { isRouted: true, ...options })
  const attached = meta.attach({ output, ...action }, req, visit)
  assert.strictEqual(req[metaSymbol], attached)
  return { req, visit, meta: attached, url: visit.url, query: visit.query }
}

for (const url of ['/', '/a%20b', '/a?b=c', '/a?b=1&b=2&c=%22&d', '/a?b=c+d']) {
  test(`${url}: a URL in normal form gives the same without parsing`, () => {
    const parsed = attach(createMeta(), url)
    const { query, meta, ...known } = attach(createMeta(), url, { hasNormalUrl: true })
    assert.strictEqual(known.url, parsed.url)
    assert.deepStrictEqual(query, parsed.query)
    assert.deepStrictEqual(meta, parsed.meta)
    assert.strictEqual(meta.initURL, `http://localhost:3000${url}`)
  })
}

test('a URL in another form is brought into the normal one', () => {
  const { url, query } = attach(createMeta(), '/a/../b c?d="')
  assert.deepStrictEqual([url, query], ['/b%20c?d=%22', { d: '"' }])
})

test('an app whose host name is not one of a URL fails as in Next.js', () => {
  for (const hasNormalUrl of [undefined, true]) {
    assert.throws(() => attach(createMeta('a b'), '/', { hasNormalUrl }), {
      code: 'ERR_INVALID_URL'
    })
  }
})

test('notes what the client router asks for', () => {
  const router = (action) => {
    const { isRSCRequest, isPrefetchRSCRequest, segmentPrefetchRSCRequest } = attach(
      createMeta(),
      '/',
      action
    ).meta
    return [isRSCRequest, isPrefetchRSCRequest, segmentPrefetchRSCRequest]
  }
  assert.deepStrictEqual(router({}), [undefined, undefined, undefined])
  assert.deepStrictEqual(router({ isRsc: true }), [true, undefined, undefined])
  const segment = { isRsc: true, isPrefetch: true, segment: '/_tree' }
  assert.deepStrictEqual(router(segment), [true, true, '/_tree'])
})

test('a second call keeps the meta and follows the rewrite', () => {
  const meta = createMeta()
  const first = attach(meta, '/a?b', { isDataRequest: true, params: { x: '1' } })
  assert.strictEqual(first.meta.isNextDataReq, true)
  const action = { output, url: '/c', query: { d: '1' } }
  assert.strictEqual(meta.attach(action, first.req, first.visit), first.meta)
  assert.deepStrictEqual([first.meta.isNextDataReq, first.meta.params], [undefined, undefined])
  meta.address(action, first.req, first.visit, {})
  assert.deepStrictEqual([first.req.url, first.meta.query], ['/c', { d: '1' }])
})

test('pages get their params in the query, those with getStaticProps nothing else', () => {
  const meta = createMeta()
  const params = { slug: 'a' }
  const query = (kind, entrypoint, rest = {}) => {
    const action = { output: { kind }, params, ...rest }
    const { req, visit } = attach(meta, '/x?b=1&_rsc=2', action)
    meta.address(action, req, visit, entrypoint)
    return visit.meta.query
  }
  assert.deepStrictEqual(query('app-page', {}), { b: '1' })
  assert.deepStrictEqual(query('pages', {}), { b: '1', slug: 'a' })
  assert.deepStrictEqual(query('pages', { getStaticProps() {} }), { slug: 'a' })
  assert.deepStrictEqual(query('pages', {}, { isErrorPage: true }), { b: '1' })
  assert.deepStrictEqual(query('pages-api', {}), { b: '1', _rsc: '2' })
})
