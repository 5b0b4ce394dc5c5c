'use strict'

// reload() in practice: sources change, and `next build` runs in the folder of the app that is served.
// reload.test.js has all cases that need no compiler.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const test = require('node:test')
const { execFile } = require('node:child_process')
const { promisify } = require('node:util')
const { setTimeout: sleep } = require('node:timers/promises')
const { withAddon } = require('../support/core')
const { apps, copyFixture } = require('../support/fixture')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const isStandIn = process.env.NEXT_NATIVE_TEST_CORE === 'stand-in'
const run = promisify(execFile)

const nextBuild = (dir) =>
  run(process.execPath, [path.join(apps, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: dir,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  })

const assetsIn = (html) => [...new Set(html.match(/\/_next\/static\/[^"\\?]+\.(?:js|css)/g))]

/** Requests `paths` in turn until `work` is done. Every answer has to stay the same. */
async function askWhile(work, origin, paths) {
  const expected = new Map()
  for (const page of paths) expected.set(page, (await get(`${origin}${page}`)).text)
  let isOver = false
  const end = () => (isOver = true)
  work.then(end, end)
  let requests = 0
  while (!isOver) {
    for (const page of paths) {
      const { status, text } = await get(`${origin}${page}`)
      assert.strictEqual(status, 200, page)
      assert.strictEqual(text, expected.get(page), page)
      requests++
    }
    // Leaves the processor to the compiler.
    await sleep(100)
  }
  return requests
}

test('next build beside the server, and reload()', { skip: isStandIn }, async (t) => {
  const dir = copyFixture(t, 'rebuild', 'rebuild')
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true })
    fs.writeFileSync(path.join(dir, file), text)
  }
  const { app, origin } = await serveApp(t, next, { dir, reloadable: true })
  const text = async (page) => (await get(`${origin}${page}`)).text
  const pages = ['/', '/isr', '/route']
  const assets = assetsIn(await text('/'))
  assert.ok(assets.some((file) => file.endsWith('.css')) && assets.length > 3)
  const bytes = await Promise.all(assets.map(text))
  const checkAssets = async () => assert.deepStrictEqual(await Promise.all(assets.map(text)), bytes)

  await t.test('the old build is served during the new build', async (t) => {
    write('lib/text.js', `export const text = 'of the second build'`)
    write('app/page.module.css', '.home { color: olive; }')
    write(
      'app/added/page.js',
      `import { Added } from './added'
       export default function Page() { return <Added /> }`
    )
    write(
      'app/added/added.js',
      `'use client'
       import { useState } from 'react'
       export function Added() {
         const [count] = useState('a chunk of its own')
         return <p>added with {count}</p>
       }`
    )
    const building = nextBuild(dir)
    const requests = await askWhile(building, origin, [...pages, ...assets])
    await building
    t.diagnostic(`${requests} requests during the build`)
    assert.strictEqual((await get(`${origin}/added`)).status, 404)
  })

  await t.test('then the new one is served, with the hashed files of both', async () => {
    const { buildId, replaced } = await app.reload()
    assert.strictEqual(replaced, true)
    assert.strictEqual(buildId, fs.readFileSync(path.join(dir, '.next/BUILD_ID'), 'utf8'))
    for (const page of pages) assert.match(await text(page), /of the second build/, page)
    const added = await text('/added')
    assert.match(added, /added with.*a chunk of its own/)
    const newAssets = assetsIn((await text('/')) + added).filter((file) => !assets.includes(file))
    assert.ok(newAssets.some((file) => file.endsWith('.css')))
    const scripts = await Promise.all(newAssets.map(text))
    assert.ok(scripts.some((script) => script.includes('a chunk of its own')))
    assert.ok(scripts.some((script) => script.includes('of the second build')))
    const isGone = (file) => !fs.existsSync(path.join(dir, file.replace('/_next/', '.next/')))
    assert.ok(assets.some(isGone), 'some are of the earlier build alone')
    await checkAssets()
  })

  await t.test('a build that fails is refused', async () => {
    write('app/added/added.js', `export const Added = <`)
    await assert.rejects(nextBuild(dir))
    await assert.rejects(app.reload(), { code: 'NEXT_NATIVE_ERR_MISSING_BUILD' })
    for (const page of pages) assert.match(await text(page), /of the second build/, page)
    assert.match(await text('/added'), /a chunk of its own/)
    await checkAssets()
  })
})

test(
  'a build that was cut is refused, and taken once it is whole',
  { skip: isStandIn },
  async (t) => {
    const dir = copyFixture(t, 'rebuild-cut', 'rebuild')
    const { app, origin } = await serveApp(t, next, { dir, reloadable: true })
    const manifest = path.join(dir, '.next/routes-manifest.json')
    const whole = fs.readFileSync(manifest)
    const asBuild = (id) => fs.writeFileSync(path.join(dir, '.next/BUILD_ID'), id)
    fs.truncateSync(manifest, whole.length >> 1)
    asBuild('a-cut-build')
    await assert.rejects(app.reload(), {
      code: 'NEXT_NATIVE_ERR_INVALID_MANIFEST',
      message: /routes-manifest\.json/
    })
    assert.match((await get(`${origin}/`)).text, /of the first build/)
    assert.match((await get(`${origin}/route`)).text, /of the first build/)
    fs.writeFileSync(manifest, whole)
    asBuild('a-whole-build')
    assert.deepStrictEqual(await app.reload(), { buildId: 'a-whole-build', replaced: true })
    assert.match((await get(`${origin}/route`)).text, /of the first build/)
  }
)
