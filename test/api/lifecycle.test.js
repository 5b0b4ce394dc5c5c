'use strict'

// prepare() and close(): what an app needs, how it reports what is missing, how it ends.

const assert = require('node:assert')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const test = require('node:test')
const { execFile } = require('node:child_process')
const { promisify } = require('node:util')
const { apps, buildFixture, copyFixture } = require('../support/fixture')
const { lib, withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const run = promisify(execFile)
const support = JSON.stringify(require.resolve('../support/core'))

function folder(t, files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-'))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    fs.writeFileSync(path.join(dir, name), text)
  }
  return dir
}

for (const dev of [false, true]) {
  test(`an app without next says so (dev: ${dev})`, async (t) => {
    const dir = folder(t, { 'package.json': '{}' })
    await assert.rejects(next({ dir, dev }).prepare(), {
      code: 'NEXT_NATIVE_ERR_NEXT_NOT_FOUND',
      message: /The package `next` is not installed/
    })
  })
}

for (const version of ['15.5.4', '16.3.9', '16.4.0-canary.9', '17.0.0-rc.1', '17.0.0', '160.4.0']) {
  test(`Next.js ${version} is refused`, async (t) => {
    const manifest = JSON.stringify({ name: 'next', version })
    const dir = folder(t, { 'node_modules/next/package.json': manifest })
    await assert.rejects(next({ dir }).prepare(), {
      code: 'NEXT_NATIVE_ERR_UNSUPPORTED_VERSION',
      message: new RegExp(
        `works with Next\\.js >=16\\.4\\.0 <17, .* is ${version.replaceAll('.', '\\.')}\\.$`
      )
    })
  })
}

test('a missing build is reported in the words of Next.js', async (t) => {
  const dir = copyFixture(t, 'unbuilt')
  fs.rmSync(path.join(dir, '.next/BUILD_ID'))
  const app = next({ dir })
  await assert.rejects(
    app.prepare(),
    /Could not find a production build in the '.*\.next' directory/
  )
  fs.writeFileSync(path.join(dir, '.next/BUILD_ID'), 'again')
  await app.prepare()
  await app.close()
})

test("output: 'export' is refused", async () => {
  const app = next({ dir: buildFixture(), conf: { output: 'export' } })
  await assert.rejects(app.prepare(), {
    code: 'NEXT_NATIVE_ERR_UNSUPPORTED_OUTPUT',
    message: /does not work with "output: export"/
  })
})

test('conf replaces the config file, unless it is empty', async (t) => {
  const dir = copyFixture(t, 'conf')
  const poweredBy = async (conf) => {
    const { app, origin } = await serveApp(t, next, { dir, conf })
    const answer = await get(`${origin}/dynamic`)
    await app.close()
    return answer.headers.get('x-powered-by')
  }
  assert.strictEqual(await poweredBy({}), 'Next.js')
  assert.strictEqual(await poweredBy({ poweredByHeader: false }), null)
})

test('instrumentation is registered once, before the first request', async (t) => {
  globalThis.fixtureRegistrations = 0
  const dir = copyFixture(t, 'instrumented')
  const { origin } = await serveApp(t, next, { dir })
  assert.strictEqual(globalThis.fixtureRegistrations, 1)
  await get(`${origin}/dynamic`)
  assert.strictEqual(globalThis.fixtureRegistrations, 1)
})

test('two apps of one process share nothing', async (t) => {
  const first = copyFixture(t, 'first')
  const second = copyFixture(t, 'second')
  fs.writeFileSync(path.join(second, 'public/file.txt'), 'another file')
  const a = await serveApp(t, next, { dir: first, hostname: 'a.example' })
  const b = await serveApp(t, next, { dir: second, hostname: 'b.example' })
  assert.strictEqual((await get(`${a.origin}/file.txt`)).text, 'a file\n')
  assert.strictEqual((await get(`${b.origin}/file.txt`)).text, 'another file')
  const page = async ({ origin }) => (await get(`${origin}/isr`)).text
  const before = await page(b)
  assert.strictEqual(await page(a), before)
  const init = { method: 'POST', body: JSON.stringify({ path: '/isr', tag: 'isr' }) }
  await get(`${a.origin}/api/revalidate`, init)
  const renewed = await page(a)
  assert.notStrictEqual(renewed, before)
  assert.notStrictEqual(await page(b), renewed)
  assert.strictEqual(await page(a), renewed)
  await a.app.close()
  assert.strictEqual((await get(`${b.origin}/isr`)).status, 200)
  assert.deepStrictEqual([a.app.hostname, b.app.hostname], ['a.example', 'b.example'])
})

test('close() awaits after(), and the process exits by itself', async () => {
  const script = `
    const http = require('node:http')
    const app = require(${support}).withAddon()({ dir: ${JSON.stringify(buildFixture())} })
    app.prepare().then(async () => {
      const server = http.createServer(app.getRequestHandler())
      await new Promise((resolve) => server.listen(0, resolve))
      const origin = 'http://localhost:' + server.address().port
      console.log(await (await fetch(origin + '/api/after')).text())
      server.close()
      server.closeAllConnections()
      await app.close()
      console.log('closed')
    })`
  const { stdout } = await run(process.execPath, ['-e', script], { timeout: 20_000 })
  // The answer may be read before or after its background work is done.
  const [first, second, last] = stdout.trim().split('\n').slice(-3)
  assert.deepStrictEqual([[first, second].sort(), last], [['after: done', 'answered'], 'closed'])
})

test('close() removes what the app put into the process', async (t) => {
  const dir = copyFixture(t, 'listeners')
  const count = () => process.listenerCount('uncaughtException')
  const warm = next({ dir })
  await warm.prepare()
  await warm.close()
  const before = count()
  const many = Array.from({ length: 12 }, () => next({ dir }))
  for (const app of many) await app.prepare()
  assert.strictEqual(count(), before + 1)
  for (const app of many) await app.close()
  assert.strictEqual(count(), before)
  assert.strictEqual(globalThis[Symbol.for('@next/cache-handlers')]?.FetchCache, undefined)
  await next({ dir }).close()
})

test('a cache handler that is already in place is left alone', async (t) => {
  const symbol = Symbol.for('@next/cache-handlers')
  class Theirs {
    async get() {
      return null
    }
    async set() {}
    async revalidateTag() {}
    resetRequestCache() {}
  }
  globalThis[symbol] = { FetchCache: Theirs }
  t.after(() => delete globalThis[symbol])
  const { app } = await serveApp(t, next, { dir: copyFixture(t, 'theirs') })
  assert.strictEqual(globalThis[symbol].FetchCache, Theirs)
  await app.close()
  assert.strictEqual(globalThis[symbol].FetchCache, Theirs)
})

test('without the addon, prepare() says how to build it', async () => {
  const script = `
    const Module = require('node:module')
    const load = Module._extensions['.node']
    Module._extensions['.node'] = (module, file) => {
      if (file.includes('next_native')) throw new Error('no addon here')
      load(module, file)
    }
    require(${JSON.stringify(lib)})({ dir: ${JSON.stringify(apps)} }).prepare().catch((error) => {
      console.log(error.code, error.message.includes('npm run build'))
    })`
  const { stdout } = await run(process.execPath, ['-e', script])
  assert.strictEqual(stdout, 'NEXT_NATIVE_ERR_ADDON_MISSING true\n')
})
