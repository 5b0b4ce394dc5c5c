'use strict'

// The rewrites that entrypoints go through. None that can match may be missing.

const assert = require('node:assert')
const test = require('node:test')

const { shortenRewrites } = require('../../../../lib/renderers/entrypoint/handler-rewrites')
const { RewriteIndex } = require('../../../../lib/renderers/entrypoint/rewrite-index')
const { InstalledNext } = require('../../../../lib/next/installed-next')
const { apps } = require('../../../support/fixture')

const next = new InstalledNext(apps)
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

// The URL as Next.js changes it when `locale` is in front of its path.
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
  test(`${source}: no matching path is ruled out`, () => {
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

test('an index is useless if any path may be rewritten to another one', () => {
  assert.strictEqual(new RewriteIndex(rewritesOf(['/:path*'])).isUseful, false)
  const external = new RewriteIndex(rewritesOf(['/:path*'], 'https://example.com/:path*'))
  assert.strictEqual(external.isUseful, true)
  assert.strictEqual(external.general.length, 1)
})

const manifestWith = (afterFiles, more = {}) => ({
  rewrites: { beforeFiles: [], afterFiles, fallback: [] },
  ...more
})

test('entrypoints get the rewrites that may match their request, other code gets all', async () => {
  const many = Array.from({ length: 50 }, (_, index) => `/alias-${index}/:slug`)
  const general = rewritesOf(['/:path*'], 'https://example.com/:path*')
  const manifest = manifestWith([...rewritesOf(many), ...general], { basePath: '/base' })
  const { routesManifest, select } = shortenRewrites(manifest)
  const count = () => [...routesManifest.rewrites.afterFiles].length
  assert.strictEqual(count(), 51)
  select('/api/hello')
  assert.strictEqual(count(), 1)
  select('/alias-7/x')
  assert.strictEqual(count(), 51)
  select('/api/hello')
  await null
  assert.strictEqual(count(), 51, 'in another turn it is unknown whose request it is')
  select('/api/hello')
  assert.strictEqual(routesManifest.rewrites.afterFiles.filter(() => true).length, 51)
  assert.strictEqual(routesManifest.basePath, '/base')
  assert.ok(Object.isFrozen(routesManifest))
  assert.strictEqual([...manifest.rewrites.afterFiles].length, 51)
  assert.strictEqual(shortenRewrites(manifest).routesManifest, routesManifest)
})

test('a build keeps its manifest if no list can be shorter', () => {
  assert.strictEqual(shortenRewrites(manifestWith([])), null)
  assert.strictEqual(shortenRewrites(manifestWith(rewritesOf(['/:path*']))), null)
  const external = rewritesOf(['/:path*'], 'https://example.com/:path*')
  assert.strictEqual(shortenRewrites(manifestWith(external)), null)
})
