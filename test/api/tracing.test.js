'use strict'

// The spans of a request, if a tracer is registered.

const assert = require('node:assert')
const test = require('node:test')
const { withAddon } = require('../support/core')
const { copyFixture } = require('../support/fixture')
const { get, serveApp } = require('../support/serve')
const { registerTracer, removeTracer } = require('../support/tracer')

const next = withAddon()
const isStandIn = process.env.NEXT_NATIVE_TEST_CORE === 'stand-in'

async function serveTraced(t, name) {
  const tracer = registerTracer()
  t.after(removeTracer)
  const { origin } = await serveApp(t, next, { dir: copyFixture(t, name) })
  const requestSpans = () =>
    tracer.spans.filter(
      ({ attributes, kind }) =>
        attributes['next.span_type'] === 'BaseServer.handleRequest' && kind === 1
    )
  const spansOf = async (pathname, init) => {
    tracer.spans.length = 0
    await get(`${origin}${pathname}`, init)
    return requestSpans()
  }
  return { spansOf, tracer }
}

const shown = ({ name, attributes, status }) => ({
  name,
  method: attributes['http.method'],
  target: attributes['http.target'],
  code: attributes['http.status_code'],
  route: attributes['http.route'],
  isRsc: attributes['next.rsc'],
  error: attributes['error.type'],
  status: status?.code
})

const span = (name, method, target, code, route, rest = {}) => ({
  name,
  method,
  target,
  code,
  route,
  isRsc: false,
  error: undefined,
  status: undefined,
  ...rest
})

test('a rendered page has one span of kind server, even if an error page answers', async (t) => {
  const { spansOf, tracer } = await serveTraced(t, 'traced-rendered')
  assert.deepStrictEqual((await spansOf('/dynamic?a=1')).map(shown), [
    span('GET /dynamic', 'GET', '/dynamic?a=1', 200, '/dynamic')
  ])
  // Spans of compiled code are its children.
  const [request] = tracer.spans.filter(({ kind }) => kind === 1)
  assert.ok(tracer.spans.some(({ parent }) => parent === request.id))
  assert.deepStrictEqual((await spansOf('/legacy/ssr')).map(shown), [
    span('GET /legacy/ssr', 'GET', '/legacy/ssr', 200, '/legacy/ssr')
  ])
  assert.deepStrictEqual((await spansOf('/legacy/throws')).map(shown), [
    span('GET /legacy/throws', 'GET', '/legacy/throws', 500, '/legacy/throws', {
      error: '500',
      status: 2
    })
  ])
})

test(
  'what the core answers has the span Next.js would have made',
  { skip: isStandIn },
  async (t) => {
    const { spansOf } = await serveTraced(t, 'traced-core')
    await spansOf('/isr')
    assert.deepStrictEqual((await spansOf('/isr')).map(shown), [
      span('GET /isr', 'GET', '/isr', 200, '/isr')
    ])
    assert.deepStrictEqual((await spansOf('/isr', { method: 'HEAD' })).map(shown), [
      span('HEAD /isr', 'HEAD', '/isr', 200, '/isr')
    ])
    assert.deepStrictEqual((await spansOf('/isr', { method: 'POST' })).map(shown), [
      span('POST /isr', 'POST', '/isr', 405, '/isr')
    ])
    assert.deepStrictEqual((await spansOf('/isr', { headers: { RSC: '1' } })).map(shown), [
      span('RSC GET /isr', 'GET', '/isr', 307, '/isr', { isRsc: true })
    ])
    assert.deepStrictEqual((await spansOf('/nowhere')).map(shown), [
      span('GET', 'GET', '/nowhere', 404, undefined)
    ])
  }
)

test('files and redirects have none', { skip: isStandIn }, async (t) => {
  const { spansOf } = await serveTraced(t, 'traced-none')
  for (const pathname of ['/file.txt', '/isr/', '//isr', '/_next/static/none.js']) {
    assert.deepStrictEqual((await spansOf(pathname)).map(shown), [], pathname)
  }
})

test('the parent is the one that the client names', async (t) => {
  const { spansOf } = await serveTraced(t, 'traced-parent')
  const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
  for (const pathname of isStandIn ? ['/dynamic'] : ['/dynamic', '/isr']) {
    const [request] = await spansOf(pathname, { headers })
    assert.strictEqual(request.parent, 'b'.repeat(16), pathname)
  }
})
