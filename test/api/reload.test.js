'use strict'

// reload(): another build replaces the one that is served, under requests.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const test = require('node:test')
const { setTimeout: sleep } = require('node:timers/promises')
const { Builds, markerOf } = require('../support/builds')
const { withAddon } = require('../support/core')
const { copyFixture } = require('../support/fixture')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const isStandIn = process.env.NEXT_NATIVE_TEST_CORE === 'stand-in'

const copiesIn = (dir) =>
  fs.readdirSync(path.join(dir, '.next-native')).filter((name) => name !== '.gitignore')

const modulesOf = (copy) => Object.keys(require.cache).filter((file) => file.includes(copy))

/** Waits for background work. */
async function until(isTrue, what) {
  for (let tries = 0; tries < 200; tries++) {
    if (await isTrue()) return
    await sleep(25)
  }
  assert.fail(`waited in vain for ${what}`)
}

async function serveBuilds(t, name, options = {}) {
  const dir = copyFixture(t, name, 'reload')
  const builds = new Builds(dir)
  await builds.publish(builds.make(0))
  const served = await serveApp(t, next, { dir, reloadable: true, ...options })
  const text = async (pathname, init) => (await get(`${served.origin}${pathname}`, init)).text
  const status = async (pathname) => (await get(`${served.origin}${pathname}`)).status
  return { dir, builds, text, status, ...served }
}

const pages = [
  '/',
  '/isr',
  '/post/one',
  '/post/new',
  '/dynamic',
  '/dynamic?wait=30',
  '/route',
  '/route?wait=30',
  ...(isStandIn ? [] : ['/edge']),
  '/action',
  '/ssr',
  '/ssg',
  '/api/hello'
]

test('after reload() every kind of page comes from the new build', async (t) => {
  const { app, builds, text } = await serveBuilds(t, 'reload-kinds')
  for (const page of pages) assert.match(await text(page), /marker-of-build-0/, page)
  await builds.publish(builds.make(1))
  for (const page of pages) assert.match(await text(page), /marker-of-build-0/, page)
  assert.deepStrictEqual(await app.reload(), { buildId: markerOf(1), replaced: true })
  for (const page of pages) {
    const body = await text(page)
    assert.match(body, /marker-of-build-1/, page)
    assert.doesNotMatch(body, /marker-of-build-0/, page)
  }
})

test('a build that is already in use is not loaded again', async (t) => {
  const { app, dir, text } = await serveBuilds(t, 'reload-same')
  const before = copiesIn(dir)
  assert.deepStrictEqual(await app.reload(), { buildId: markerOf(0), replaced: false })
  assert.deepStrictEqual(copiesIn(dir), before)
  assert.match(await text('/ssr'), /marker-of-build-0/)
})

test('requests in flight are answered by the build that they came to', async (t) => {
  const { app, builds, origin, dir } = await serveBuilds(t, 'reload-flight')
  const begun = await Promise.all(
    ['/route?wait=400', '/dynamic?wait=400'].map((page) => fetch(`${origin}${page}`))
  )
  const [earlier] = copiesIn(dir)
  await builds.publish(builds.make(1))
  await app.reload()
  for (const response of begun) {
    const body = await response.text()
    assert.match(body, /later marker-of-build-0|lazy .*marker-of-build-0/)
    assert.doesNotMatch(body, /marker-of-build-1/)
  }
  await until(() => modulesOf(earlier).length === 0, 'the modules of the earlier build to go')
})

test(
  'hashed files of as many builds as are kept stay reachable',
  { skip: isStandIn },
  async (t) => {
    const { app, builds, dir, status, text } = await serveBuilds(t, 'reload-kept', {
      keepBuilds: 2
    })
    const only = (number) => `/_next/static/only-in-${number}.js`
    for (let number = 1; number <= 4; number++) {
      await builds.publish(builds.make(number))
      await app.reload()
      const found = []
      for (let other = 0; other <= number; other++) found.push(await status(only(other)))
      const expected = found.map((_, other) => (other >= number - 2 ? 200 : 404))
      assert.deepStrictEqual(found, expected, `after build ${number}`)
      assert.strictEqual(await text(only(number - 1)), markerOf(number - 1))
    }
    const answer = await status(`/_next/static/${markerOf(3)}/_buildManifest.js`)
    assert.strictEqual(answer, 200)
    await until(() => copiesIn(dir).length === 3, 'the copies behind the kept ones to go')
  }
)

test('no earlier build is kept with keepBuilds: 0', { skip: isStandIn }, async (t) => {
  const { app, builds, dir, status } = await serveBuilds(t, 'reload-none', { keepBuilds: 0 })
  await builds.publish(builds.make(1))
  await app.reload()
  assert.strictEqual(await status('/_next/static/only-in-0.js'), 404)
  await until(() => copiesIn(dir).length === 1, 'the earlier copy to go')
})

const broken = {
  'no BUILD_ID': [
    (folder) => fs.rmSync(path.join(folder, 'BUILD_ID')),
    { code: 'NEXT_NATIVE_ERR_MISSING_BUILD' }
  ],
  'an entrypoint that cannot be evaluated': [
    (folder) => fs.appendFileSync(path.join(folder, 'server/pages/ssr.js'), '\n}{'),
    { code: 'NEXT_NATIVE_ERR_BROKEN_BUILD', message: /pages\/ssr\.js of the new build cannot be/ }
  ],
  'an entrypoint that is missing': [
    (folder) => fs.rmSync(path.join(folder, 'server/app/route/route.js')),
    { code: 'NEXT_NATIVE_ERR_BROKEN_BUILD', message: /app\/route\/route\.js/ }
  ],
  'no notes of its configuration': [
    (folder) => fs.rmSync(path.join(folder, 'required-server-files.json')),
    { code: 'ENOENT' }
  ],
  ...(!isStandIn && {
    'a manifest that is no JSON': [
      (folder) => fs.writeFileSync(path.join(folder, 'routes-manifest.json'), '{"version":'),
      { code: 'NEXT_NATIVE_ERR_INVALID_MANIFEST', message: /routes-manifest\.json/ }
    ]
  })
}

test('a broken build is refused with the reason, and the old one goes on', async (t) => {
  const { app, builds, dir, text } = await serveBuilds(t, 'reload-broken')
  let number = 1
  for (const [name, [damage, expected]] of Object.entries(broken)) {
    await t.test(name, async () => {
      await builds.publish(builds.make(number++, damage))
      await assert.rejects(app.reload(), expected)
      for (const page of pages) assert.match(await text(page), /marker-of-build-0/, page)
      assert.strictEqual(copiesIn(dir).length, 1)
    })
  }
  await builds.publish(builds.make(number))
  await app.reload()
  assert.match(await text('/ssr'), new RegExp(markerOf(number)))
})

test('the configuration of the new build applies', { skip: isStandIn }, async (t) => {
  const { app, builds, origin } = await serveBuilds(t, 'reload-config')
  const powered = async () => (await get(`${origin}/ssr`)).headers.get('x-powered-by')
  assert.strictEqual(await powered(), 'Next.js')
  const configure = (change) => (folder) => {
    const file = path.join(folder, 'required-server-files.json')
    const noted = JSON.parse(fs.readFileSync(file, 'utf8'))
    change(noted.config)
    fs.writeFileSync(file, JSON.stringify(noted))
  }
  await builds.publish(
    builds.make(
      1,
      configure((config) => (config.poweredByHeader = false))
    )
  )
  await app.reload()
  assert.strictEqual(await powered(), null)
  await builds.publish(builds.make(2))
  await app.reload()
  assert.strictEqual(await powered(), 'Next.js')
})

test('without the option, reload() says what it needs', async (t) => {
  const dir = copyFixture(t, 'reload-plain', 'reload')
  const { app } = await serveApp(t, next, { dir })
  await assert.rejects(app.reload(), { code: 'NEXT_NATIVE_ERR_NOT_RELOADABLE' })
  assert.strictEqual(fs.existsSync(path.join(dir, '.next-native')), false)
})

test('close() removes the copies', async (t) => {
  const { app, builds, dir } = await serveBuilds(t, 'reload-close')
  await builds.publish(builds.make(1))
  await app.reload()
  await app.close()
  assert.deepStrictEqual(copiesIn(dir), [])
})

test('NEXT_NATIVE_WATCH_BUILD=1 reloads by itself', async (t) => {
  process.env.NEXT_NATIVE_WATCH_BUILD = '1'
  t.after(() => delete process.env.NEXT_NATIVE_WATCH_BUILD)
  const { builds, text } = await serveBuilds(t, 'reload-watch', { reloadable: undefined })
  await builds.publish(builds.make(1))
  await until(async () => (await text('/ssr')).includes(markerOf(1)), 'build 1')
  await builds.publish(builds.make(2, broken['an entrypoint that cannot be evaluated'][0]))
  await sleep(2500)
  assert.match(await text('/isr'), /marker-of-build-1/)
  await builds.publish(builds.make(3))
  await until(async () => (await text('/ssr')).includes(markerOf(3)), 'build 3')
})

/** Requests all pages in turn until `state.isOver`, and notes wrong answers. */
async function load(origin, state) {
  for (let turn = 0; !state.isOver; turn++) {
    const page = pages[turn % pages.length]
    try {
      const { status, text, headers } = await get(`${origin}${page}`)
      const markers = new Set(text.match(/marker-of-build-\d+/g))
      const middleware = headers.get('x-build')
      if (middleware) markers.add(middleware)
      if (status !== 200 || markers.size !== 1)
        state.wrong.push(`${page} ${status} ${[...markers]}`)
      state.served.add([...markers][0])
    } catch (error) {
      state.wrong.push(`${page} ${error.cause ?? error}`)
    }
    state.requests++
  }
}

test('no request fails during 50 swaps under load', { timeout: 300_000 }, async (t) => {
  const { app, builds, dir, origin } = await serveBuilds(t, 'reload-load')
  const folders = Array.from({ length: 5 }, (_, number) => builds.make(number + 1))
  const state = { isOver: false, requests: 0, wrong: [], served: new Set() }
  const loads = Array.from({ length: 4 }, () => load(origin, state))
  for (let swap = 0; swap < 50; swap++) {
    await builds.publish(folders[swap % folders.length])
    const { replaced } = await app.reload()
    assert.strictEqual(replaced, true)
  }
  state.isOver = true
  await Promise.all(loads)
  t.diagnostic(`${state.requests} requests`)
  assert.deepStrictEqual(state.wrong, [])
  assert.ok(state.served.size >= 5, 'pages of all builds were served')
  await until(() => copiesIn(dir).length === 2, 'all but the kept copies to go')
  const inMemory = () => copiesIn(dir).filter((copy) => modulesOf(copy).length > 0)
  await until(() => inMemory().length === 1, 'the modules of earlier builds to go')
  const all = modulesOf(path.join(dir, '.next-native'))
  assert.strictEqual(all.length, modulesOf(inMemory()[0]).length)
})
