'use strict'

// The results of a compiled entrypoint's route module that are kept, and those that are not.

const assert = require('node:assert')
const test = require('node:test')
const { cacheRouteModule } = require('../../../../lib/renderers/entrypoint/route-module')
const { InstalledNext } = require('../../../../lib/next/installed-next')
const { apps } = require('../../../support/fixture')

// The route modules of API routes that are loaded.
const none = () => []

// A route module as in compiled entrypoints, and the number of its calls.
function moduleWith({ rewrites = [], ensure = async () => ({ absoluteProjectDir: '/app' }) } = {}) {
  const calls = { ensureInstrumentation: 0, getRouterServerContext: 0, loadManifests: [] }
  class RouteModule {
    async ensureInstrumentation(req, options) {
      calls.ensureInstrumentation++
      return ensure(req, options)
    }

    getRouterServerContext(req) {
      calls.getRouterServerContext++
      return { of: req }
    }

    loadManifests(page) {
      calls.loadManifests.push(page)
      return {
        page,
        routesManifest: { rewrites: { beforeFiles: [], afterFiles: rewrites, fallback: [] } }
      }
    }
  }
  return { module: new RouteModule(), calls }
}

test('manifests are collected once for each page', () => {
  const { module, calls } = moduleWith()
  cacheRouteModule({ routeModule: module }, none)
  const first = module.loadManifests('/a', '/app')
  assert.strictEqual(first.page, '/a')
  assert.strictEqual(module.loadManifests('/a', '/app'), first)
  assert.strictEqual(module.loadManifests('/b', '/app').page, '/b')
  assert.deepStrictEqual(calls.loadManifests, ['/a', '/b'])
})

test('instrumentation is waited for once', async () => {
  const { module, calls } = moduleWith()
  cacheRouteModule({ routeModule: module }, none)
  await module.ensureInstrumentation({}, { deferSpans: true })
  const { absoluteProjectDir, instrumentation } = await module.ensureInstrumentation(
    {},
    { deferSpans: true }
  )
  assert.strictEqual(absoluteProjectDir, '/app')
  assert.ok(Math.abs(instrumentation.startTime - Date.now()) < 60_000)
  assert.deepStrictEqual(await module.ensureInstrumentation({}), {
    absoluteProjectDir: '/app',
    instrumentation: undefined
  })
  assert.strictEqual(calls.ensureInstrumentation, 1)
})

test('instrumentation that fails is tried again', async () => {
  let attempts = 0
  const ensure = async () => {
    if (++attempts < 3) throw new Error('no')
    return { absoluteProjectDir: '/app' }
  }
  const { module } = moduleWith({ ensure })
  cacheRouteModule({ routeModule: module }, none)
  await assert.rejects(module.ensureInstrumentation({}), /no/)
  await assert.rejects(module.ensureInstrumentation({}), /no/)
  await module.ensureInstrumentation({})
  await module.ensureInstrumentation({})
  assert.strictEqual(attempts, 3)
})

test('rewrites that cannot match a request are left out for this request only', () => {
  const rewrites = [{ source: '/alias/:slug', destination: '/page/:slug' }]
  const { module, calls } = moduleWith({ rewrites })
  cacheRouteModule({ routeModule: module }, none)
  const { routesManifest } = module.loadManifests('/a', '/app')
  const seen = (url) => {
    const req = { url }
    assert.strictEqual(module.getRouterServerContext(req).of, req)
    return [...routesManifest.rewrites.afterFiles].length
  }
  assert.strictEqual(seen('/a'), 0)
  assert.strictEqual(seen('/alias/b'), 1)
  assert.strictEqual(seen('/a'), 0)
  assert.strictEqual(calls.getRouterServerContext, 3)
})

test('modules of one class do not share results', () => {
  const { module, calls } = moduleWith()
  const other = new module.constructor()
  cacheRouteModule({ routeModule: module }, none)
  cacheRouteModule({ routeModule: other }, none)
  assert.notStrictEqual(module.loadManifests('/a', '/app'), other.loadManifests('/a', '/app'))
  module.loadManifests('/a', '/app')
  assert.deepStrictEqual(calls.loadManifests, ['/a', '/a'])
})

test('a module of another shape, or none, stays unchanged', () => {
  cacheRouteModule({}, none)
  cacheRouteModule({ handler() {} }, none)
  class Other {
    loadManifests() {}
  }
  const { loadManifests } = Other.prototype
  cacheRouteModule({ routeModule: new Other() }, none)
  assert.strictEqual(Other.prototype.loadManifests, loadManifests)
})

// Without this test, a change of Next.js would only make requests slower.
test('the route modules of the installed Next.js have the known shape', () => {
  const next = new InstalledNext(apps)
  next.require('dist/server/node-environment')
  next.require('dist/server/require-hook')
  const replaced = ['ensureInstrumentation', 'getRouterServerContext', 'loadManifests']
  const isReplaced = (prototype) => replaced.every((name) => Object.hasOwn(prototype, name))

  const runtime = (name) => next.require(`dist/compiled/next-server/${name}-turbo.runtime.prod.js`)
  const { PagesAPIRouteModule } = runtime('pages-api')
  cacheRouteModule({ handler() {} }, () => next.modules.loadedApiRouteModules())
  assert.ok(isReplaced(PagesAPIRouteModule.prototype), 'API routes')
  for (const [name, Class] of [
    ['pages', runtime('pages').PagesRouteModule],
    ['app-page', runtime('app-page').AppPageRouteModule],
    ['app-route', runtime('app-route').AppRouteRouteModule]
  ]) {
    cacheRouteModule({ routeModule: Object.create(Class.prototype) }, none)
    assert.ok(isReplaced(Class.prototype), name)
  }
})
