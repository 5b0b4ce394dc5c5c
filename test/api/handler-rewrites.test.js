'use strict'

// The rewrites that entrypoints go through: none of those that can match may be missing.

const assert = require('node:assert')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const test = require('node:test')
const { HandlerRewrites } = require('../../lib/entrypoint/handler-rewrites')
const { RewriteIndex } = require('../../lib/entrypoint/rewrite-index')
const { InstalledNext } = require('../../lib/installed-next')

const next = new InstalledNext(path.join(__dirname, '..', 'fixtures', 'apps'))
const { getServerUtils } = next.require('dist/server/server-utils')

const sources = [
  '/alias/:slug',
  '/Docs/old-:id(\\d+)/x',
  '/shop/:path*/reviews',
  '/a{/b/c}?',
  '/(either|or/other)/tail',
  '/[x]/y',
  '/:nextInternalLocale(en|fr)/news/:slug',
  '/fr/nouvelles/:slug',
  '/deep/er/:a/and/:b+',
  '/file.name/:x',
  '/caf%C3%A9/:x',
  '/:any/edit'
]

const urls = [
  '/',
  '/alias/x',
  '/ALIAS/x?y=1',
  '/other/alias',
  '/docs/old-12/x',
  '/shop/reviews',
  '/shop/a/b/reviews',
  '/a',
  '/a/b/c',
  '/either/tail',
  '/or/other/tail',
  '/[x]/y',
  '/x/y',
  '/en/news/a',
  '/news/a',
  '/nouvelles/a',
  '/deep/er/1/and/2/3',
  '/file.name/x',
  '/caf%C3%A9/x',
  '/thing/edit',
  '/thing/edit.rsc',
  '/_next/data/build/thing/edit.json',
  '/thing/edit.segments/_tree.segment.rsc',
  '/nothing/of/that?alias=1'
]

const rewritesOf = (list, destination = '/target') =>
  list.map((source) => ({ source, destination, regex: '' }))

// What Next.js makes of a URL that comes with `locale` in front of its path.
function parametersOf(rewrites, url, locale) {
  const utils = getServerUtils({
    page: '/page',
    basePath: '',
    rewrites: { beforeFiles: rewrites, afterFiles: [], fallback: [] },
    pageIsDynamic: false
  })
  const pathname = url
    .split('?')[0]
    .replace(/^\/_next\/data\/build(.*)\.json$/, '$1')
    .replace(/(\.segments.*)?(\.rsc)?$/, '')
  const { rewriteParams, rewrittenParsedUrl } = utils.handleRewrites(
    { headers: {} },
    { pathname: locale ? `/${locale}${pathname}` : pathname, query: {} }
  )
  return { pathname: rewrittenParsedUrl.pathname, rewriteParams }
}

for (const source of sources) {
  test(`${source}: no path is ruled out that matches`, () => {
    const rewrites = rewritesOf([source])
    const index = new RewriteIndex(rewrites, ['en', 'fr'])
    for (const url of urls) {
      if (index.general.length > 0 || index.mayMatch(url)) continue
      for (const locale of ['', 'en', 'fr']) {
        const { pathname } = parametersOf(rewrites, url, locale)
        assert.notStrictEqual(pathname, '/target', `${url} ${locale}`)
      }
    }
  })
}

test('a path without a segment of any source is ruled out', () => {
  const rewrites = Array.from({ length: 100 }, (_, index) => `/base/alias-${index}/:slug`)
  const index = new RewriteIndex(rewritesOf(rewrites))
  assert.strictEqual(index.mayMatch('/base/alias-99/x'), true)
  assert.strictEqual(index.mayMatch('/base/page'), false)
  assert.strictEqual(index.mayMatch('/api/hello?alias-1'), false)
  assert.deepStrictEqual(index.general, [])
})

test('an index is of no use where any path may be rewritten to another one', () => {
  assert.strictEqual(new RewriteIndex(rewritesOf(['/:path*'])).isUseful, false)
  const external = new RewriteIndex(rewritesOf(['/:path*'], 'https://example.com/:path*'))
  assert.strictEqual(external.isUseful, true)
  assert.strictEqual(external.general.length, 1)
})

function distDirWith(t, afterFiles, more = {}) {
  const distDir = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-rewrites-'))
  t.after(() => fs.rmSync(distDir, { recursive: true }))
  const manifest = { rewrites: { beforeFiles: [], afterFiles, fallback: [] }, ...more }
  fs.writeFileSync(path.join(distDir, 'routes-manifest.json'), JSON.stringify(manifest))
  return distDir
}

test('entrypoints get the rewrites that concern their request, others get all', async (t) => {
  const many = Array.from({ length: 50 }, (_, index) => `/alias-${index}/:slug`)
  const general = rewritesOf(['/:path*'], 'https://example.com/:path*')
  const distDir = distDirWith(t, [...rewritesOf(many), ...general], { basePath: '/base' })
  const { loadManifestFromRelativePath } = next.require('dist/server/load-manifest.external')
  const manifest = () =>
    loadManifestFromRelativePath({
      projectDir: distDir,
      distDir: '.',
      manifest: 'routes-manifest.json'
    })
  const count = () => [...manifest().rewrites.afterFiles].length
  const rewrites = new HandlerRewrites({ next, distDir })
  const later = async () => {
    await null
    return count()
  }
  assert.strictEqual(await rewrites.call('/api/hello', later), 1)
  assert.strictEqual(await rewrites.call('/alias-7/x', later), 51)
  assert.strictEqual(count(), 51)
  assert.strictEqual(manifest().basePath, '/base')
  assert.strictEqual(manifest().rewrites.afterFiles.filter(() => true).length, 51)
  assert.ok(Object.isFrozen(manifest()))
  const replaced = manifest()
  rewrites.restore()
  assert.notStrictEqual(manifest(), replaced)
  assert.deepStrictEqual(
    { ...manifest() },
    JSON.parse(fs.readFileSync(path.join(distDir, 'routes-manifest.json')))
  )
})

test('a build with few rewrites keeps its manifest', async (t) => {
  const distDir = distDirWith(t, rewritesOf(['/a/:x', '/b/:x']))
  const { loadManifest } = next.require('dist/server/load-manifest.external')
  const before = loadManifest(path.join(distDir, 'routes-manifest.json'))
  const rewrites = new HandlerRewrites({ next, distDir })
  assert.strictEqual(await rewrites.call('/c', async () => 'called'), 'called')
  assert.strictEqual(loadManifest(path.join(distDir, 'routes-manifest.json')), before)
  rewrites.restore()
})
