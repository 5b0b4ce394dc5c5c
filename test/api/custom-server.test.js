'use strict'

const assert = require('node:assert')
const { execFileSync } = require('node:child_process')
const path = require('node:path')
const test = require('node:test')
const { buildFixture, copyFixture } = require('../support/fixture')
const { withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()
const dir = buildFixture()

const decode = (html) => html.replaceAll('&quot;', '"').replaceAll('<!-- -->', '')

const beforePrepare = /prepare\(\) must be called before performing this operation/

test('before prepare() resolves, operations fail as in Next.js', async () => {
  const app = next({ dir })
  const req = { url: '/', headers: {}, method: 'GET' }
  const handle = app.getRequestHandler()
  await assert.rejects(handle(req, {}), beforePrepare)
  await assert.rejects(app.render(req, {}, '/'), beforePrepare)
  await assert.rejects(app.renderToHTML(req, {}, '/'), beforePrepare)
  await assert.rejects(app.renderError(null, req, {}, '/'), beforePrepare)
  await assert.rejects(app.renderErrorToHTML(null, req, {}, '/'), beforePrepare)
  await assert.rejects(app.render404(req, {}), beforePrepare)
  await assert.rejects(app.revalidate({}), beforePrepare)
  assert.throws(() => app.getUpgradeHandler(), beforePrepare)
  assert.throws(() => app.setAssetPrefix('/x'), beforePrepare)
  assert.throws(() => app.logError(new Error('x')), beforePrepare)
  assert.throws(() => app.logErrorWithOriginalStack(new Error('x')), beforePrepare)
  await app.close()
})

test('render(): the root by /index, a missing slash, query and altered URL', async (t) => {
  const complaints = []
  t.mock.method(console, 'error', (line) => complaints.push(line))
  const pages = {
    '/1': (app, req, res) => app.render(req, res, '/index'),
    '/2': (app, req, res) => app.render(req, res, 'dynamic', { a: ['1', '2'], b: true }),
    '/3': (app, req, res) => app.render(req, res, '/legacy/ssr', { c: 'd e' }),
    '/4': (app, req, res) => app.render(req, res, '/dynamic', undefined, { search: '?f=g' })
  }
  const { origin } = await serveApp(t, next, { dir }, (app) => (req, res) => {
    pages[req.url](app, req, res)
  })
  assert.match((await get(`${origin}/1`)).text, /<h1>Root<\/h1>/)
  assert.match(decode((await get(`${origin}/2`)).text), /"query":{"a":\["1","2"\],"b":"true"}/)
  assert.deepStrictEqual(complaints, ['Cannot render page with path "dynamic"'])
  assert.match(
    decode((await get(`${origin}/3`)).text),
    /{"query":{"c":"d e"},"url":"\/legacy\/ssr\?c=d\+e"}/
  )
  assert.match(decode((await get(`${origin}/4`)).text), /"query":{"f":"g"}/)
})

test('handle(): an altered parsed URL replaces that of the request', async (t) => {
  const { parse } = require('node:url')
  const { origin } = await serveApp(t, next, { dir }, (_app, handle) => (req, res) => {
    const parsed = parse(req.url, true)
    handle(req, res, { ...parsed, pathname: '/legacy/ssr', search: '', query: { x: '1' } })
  })
  assert.match(decode((await get(`${origin}/other?y=2`)).text), /"url":"\/legacy\/ssr\?x=1"/)
})

test('handle() settles when the response is passed on, and keeps headers set before', async (t) => {
  const ended = []
  const { origin } = await serveApp(t, next, { dir }, (_app, handle) => async (req, res) => {
    res.setHeader('X-Mine', 'kept')
    const result = await handle(req, res)
    ended.push([req.url, result, res.writableEnded])
  })
  const paths = ['/', '/dynamic', '/legacy/ssr', '/file.txt', '/missing', '/legacy/throws']
  for (const url of paths) {
    const answer = await get(origin + url, { headers: { 'accept-encoding': 'identity' } })
    assert.strictEqual(answer.headers.get('x-mine'), 'kept', url)
  }
  assert.deepStrictEqual(
    ended,
    paths.map((url) => [url, undefined, true])
  )
})

test('a failing page is a 500 page, a failing route handler an empty 500', async (t) => {
  const { origin } = await serveApp(t, next, { dir })
  const page = await get(`${origin}/legacy/throws`)
  assert.strictEqual(page.status, 500)
  assert.match(page.headers.get('cache-control'), /no-store/)
  assert.match(page.headers.get('content-type'), /text\/html/)
  const route = await get(`${origin}/api/throws`)
  assert.strictEqual(route.status, 500)
  assert.strictEqual(route.text, '')
  assert.strictEqual((await get(origin)).status, 200)
})

test('renderToHTML() and renderErrorToHTML() return the page and set status and headers', async (t) => {
  const { origin } = await serveApp(t, next, { dir }, (app) => async (req, res) => {
    if (req.url === '/page') {
      const html = await app.renderToHTML(req, res, '/legacy/ssr', { a: '1' })
      return res.end(`captured ${res.statusCode} ${res.getHeader('content-type')} ${html}`)
    }
    res.statusCode = 404
    const html = await app.renderErrorToHTML(null, req, res, '/page')
    res.end(`captured ${res.statusCode} ${html}`)
  })
  const page = await get(`${origin}/page`)
  assert.match(
    decode(page.text),
    /^captured 200 text\/html; charset=utf-8 <!DOCTYPE html>.*"a":"1"/s
  )
  const error = await get(`${origin}/error`)
  assert.strictEqual(error.status, 404)
  assert.match(error.text, /^captured 404 <!DOCTYPE html>.*could not be found/s)
})

test('renderError() takes the status of the response, render404() sets it', async (t) => {
  const { origin } = await serveApp(t, next, { dir }, (app) => (req, res) => {
    if (req.url === '/404') return app.render404(req, res)
    res.statusCode = 503
    app.renderError(new Error('maintenance'), req, res, '/x', {})
  })
  const unavailable = await get(`${origin}/x`)
  assert.strictEqual(unavailable.status, 503)
  assert.match(unavailable.headers.get('content-type'), /text\/html/)
  const missing = await get(`${origin}/404`)
  assert.strictEqual(missing.status, 404)
  assert.match(missing.text, /could not be found/)
})

test('revalidate() re-renders a page, and so does res.revalidate()', async (t) => {
  const { app, origin } = await serveApp(t, next, { dir })
  const preview = require(path.join(dir, '.next/server/preview-props.json'))
  const headers = { 'x-prerender-revalidate': preview.previewModeId }
  await app.revalidate({ urlPath: '/isr', headers, opts: {} })
  await assert.rejects(app.revalidate({ urlPath: '/legacy/throws', headers, opts: {} }), /500/)
  const answer = await get(`${origin}/api/legacy/revalidate?path=/isr`)
  assert.strictEqual(answer.text, '{"revalidated":true}')
})

test('revalidate() accepts the earlier names of the fields of a request', async (t) => {
  const { app, origin } = await serveApp(t, next, { dir: copyFixture(t, 'revalidate-fields') })
  const preview = require(path.join(dir, '.next/server/preview-props.json'))
  const headers = { 'x-prerender-revalidate': preview.previewModeId }
  const page = async () => (await get(`${origin}/isr`)).text
  const seen = new Set([await page()])
  for (const fields of [{ headers }, { revalidateHeaders: headers }]) {
    await app.revalidate({ urlPath: '/isr', ...fields, opts: {} })
    seen.add(await page())
  }
  assert.strictEqual(seen.size, 3, 'it was re-rendered each time')
})

test('setAssetPrefix() applies to what is rendered', async (t) => {
  const { app, origin } = await serveApp(t, next, { dir })
  app.setAssetPrefix('https://cdn.example.com/')
  assert.match((await get(`${origin}/legacy/ssr`)).text, /"https:\/\/cdn\.example\.com\/_next\//)
})

test('stats() counts answers by the part that made them', async (t) => {
  const { app, origin } = await serveApp(t, next, { dir })
  for (const url of ['/dynamic', '/legacy/ssr', '/file.txt', '/missing']) await get(origin + url)
  const stats = app.stats()
  assert.strictEqual(stats.entrypoint, 2)
  assert.strictEqual(stats.static, 1)
  assert.strictEqual(stats.error, 1)
  assert.strictEqual(stats.delegated, 0)
})

test('production loads no server of Next.js and logs no warning', () => {
  const script = `
    const { withAddon } = require(${JSON.stringify(require.resolve('../support/core'))})
    const http = require('node:http')
    const app = withAddon()({ dir: ${JSON.stringify(dir)} })
    app.prepare().then(async () => {
      const server = http.createServer(async (req, res) => {
        if (req.url === '/html') res.end(await app.renderToHTML(req, res, '/dynamic'))
        else if (req.url === '/404') await app.render404(req, res)
        else await app.getRequestHandler()(req, res)
      })
      await new Promise((resolve) => server.listen(0, resolve))
      for (const url of ['/', '/dynamic', '/legacy/ssr', '/html', '/404', '/missing', '/file.txt'])
        await (await fetch('http://localhost:' + server.address().port + url)).text()
      console.log('loaded: ' + JSON.stringify(Object.keys(require.cache)))
      process.exit()
    })`
  const output = execFileSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const [log, list] = output.split('loaded: ')
  assert.doesNotMatch(log, /deprecated/)
  const loaded = JSON.parse(list)
  const servers = /next\/dist\/server\/(next|next-server|base-server|lib\/router-server)\.js$/
  assert.deepStrictEqual(
    loaded.filter((file) => servers.test(file)),
    []
  )
})
