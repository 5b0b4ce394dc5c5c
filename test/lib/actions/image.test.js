'use strict'

// Optimized images: shared and limited work, clients that leave, hits in memory. The optimizer is the real
// one, unless a test has to delay it.

const assert = require('node:assert')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const test = require('node:test')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { lib } = require('../../support/core')
const { createImageApp, photo } = require('../../support/image-app')
const { gate } = require('../../support/gate')
const { serve } = require('../../support/serve')

const { ImageOptimizer } = require(path.join(lib, 'actions/image'))

async function until(condition, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (condition()) return
    await delay(25)
  }
  assert.fail(message)
}

/** The request handler of the app: answers with an image for every path. */
async function answerWithPhoto(_req, res) {
  res.setHeader('Content-Type', 'image/png')
  res.end(photo())
}

/**
 * Serves the images of `app`. `events` are the events for the core, `asked` the fetched URLs, and
 * `atOnce` counts the answers without a promise.
 */
async function serveImages(t, app, { handle = answerWithPhoto, concurrency } = {}) {
  const state = { events: [], asked: [], open: 0, atOnce: 0 }
  const images = new ImageOptimizer(app, {
    handle: (req, res) => {
      state.asked.push(req.url)
      return handle(req, res)
    },
    concurrency
  })
  const served = await serve(t, async (req, res) => {
    if (images.respondAtOnce(req, res)) return state.atOnce++
    state.open++
    const event = await images.respond(req, res, {})
    state.open--
    if (event) state.events.push(event)
    if (event) res.end(event)
  })
  t.after(() => app.finish())
  return { ...served, state }
}

const urlOf = (image, w = 64, q = 75) =>
  `/_next/image?url=${encodeURIComponent(image)}&w=${w}&q=${q}`

function request(origin, url, options) {
  const client = http.request(origin + url, { agent: false, ...options })
  client.on('error', () => {})
  client.end()
  return client
}

async function get(origin, url, options) {
  const [response] = await once(request(origin, url, options), 'response')
  const parts = await response.toArray()
  const { statusCode: status, headers } = response
  return { status, headers, cache: headers['x-nextjs-cache'], body: Buffer.concat(parts) }
}

const folderOf = ({ distDir }) => path.join(distDir, 'cache/images')

/** The names in a folder, none if it was just deleted. */
function namesIn(folder) {
  try {
    return fs.readdirSync(folder)
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}

/** The keys in the cache on disk, and their files. A folder is empty while its file is written. */
const cachedFiles = (app) =>
  namesIn(folderOf(app)).flatMap((key) =>
    namesIn(path.join(folderOf(app), key)).map((name) => {
      return { key, name, file: path.join(folderOf(app), key, name) }
    })
  )

test('equal requests share one job', async (t) => {
  const app = createImageApp(t)
  const { origin, state } = await serveImages(t, app, {
    handle: async (req, res) => {
      await delay(100)
      await answerWithPhoto(req, res)
    }
  })
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(origin, urlOf('/a.png'))))
  assert.deepStrictEqual(state.asked, ['/a.png'])
  for (const { status, cache, body } of answers) {
    assert.strictEqual(status, 200)
    assert.strictEqual(cache, 'MISS')
    assert.deepStrictEqual(body, answers[0].body)
  }
  assert.strictEqual((await get(origin, urlOf('/a.png'))).cache, 'HIT')
  assert.strictEqual(state.asked.length, 1)
})

test('equal requests share one failure, which is not kept', async (t) => {
  const app = createImageApp(t)
  t.mock.method(console, 'error', () => {})
  const { origin, state } = await serveImages(t, app, {
    handle: async (_req, res) => {
      await delay(100)
      res.statusCode = 410
      res.end('gone')
    }
  })
  const answers = await Promise.all(Array.from({ length: 5 }, () => get(origin, urlOf('/a.png'))))
  assert.strictEqual(state.asked.length, 1)
  assert.deepStrictEqual(new Set(answers.map(({ status }) => status)), new Set([410]))
  assert.strictEqual((await get(origin, urlOf('/a.png'))).status, 410)
  assert.strictEqual(state.asked.length, 2)
})

/** An app whose optimizer waits for gates, in the order of its calls. `begun` are its images. */
function createHeldApp(t, gates) {
  const begun = []
  const app = createImageApp(t, {
    optimizer: {
      imageOptimizer: async ({ buffer }, { href }) => {
        const { opened } = gates[begun.push(href) - 1]
        await opened
        return { buffer, contentType: 'image/png', maxAge: 60, etag: 'etag', upstreamEtag: 'other' }
      }
    }
  })
  return { app, begun }
}

test('an image that no client waits for any more is not optimized', async (t) => {
  const gates = [gate(), gate(), gate(), gate()]
  const { app, begun } = createHeldApp(t, gates)
  const { origin, state } = await serveImages(t, app, { concurrency: 1 })
  const first = get(origin, urlOf('/first.png'))
  await until(() => begun.length === 1, 'the first image is not begun')
  const leaving = ['/left.png', '/left.png', '/shared.png'].map((url) =>
    request(origin, urlOf(url))
  )
  const shared = get(origin, urlOf('/shared.png'))
  await until(() => state.open === 5 && state.asked.length === 3, 'requests are missing')
  for (const client of leaving) client.destroy()
  await delay(50)
  for (const { open } of gates) open()
  assert.strictEqual((await first).status, 200)
  assert.strictEqual((await shared).status, 200)
  assert.deepStrictEqual(begun, ['/first.png', '/shared.png'])
  await until(() => state.open === 0, 'requests are left open')
  assert.deepStrictEqual(app.errors, [])
  assert.strictEqual((await get(origin, urlOf('/left.png'))).cache, 'MISS')
})

test('an image in work is finished and kept, even if its client leaves', async (t) => {
  const gates = [gate()]
  const { app, begun } = createHeldApp(t, gates)
  const { origin, state } = await serveImages(t, app)
  const client = request(origin, urlOf('/a.png'))
  await until(() => begun.length === 1, 'the image is not begun')
  client.destroy()
  await delay(50)
  gates[0].open()
  await until(() => state.open === 0, 'the request is left open')
  assert.strictEqual((await get(origin, urlOf('/a.png'))).cache, 'HIT')
})

test('the first client may leave while the image is fetched', async (t) => {
  const app = createImageApp(t)
  const fetching = gate()
  const sockets = []
  const { origin, state } = await serveImages(t, app, {
    handle: async (req, res) => {
      sockets.push(req.socket)
      await fetching.opened
      await answerWithPhoto(req, res)
    }
  })
  const first = request(origin, urlOf('/a.png'))
  await until(() => sockets.length === 1, 'nothing is fetched')
  const closed = []
  sockets[0].once('close', () => closed.push('close'))
  const second = get(origin, urlOf('/a.png'))
  await until(() => state.open === 2, 'the second request is missing')
  first.destroy()
  await delay(50)
  fetching.open()
  assert.strictEqual((await second).status, 200)
  assert.deepStrictEqual(closed, [])
  assert.strictEqual(sockets[0].remoteAddress, '127.0.0.1')
  assert.strictEqual(state.asked.length, 1)
})

test('a hit is served from memory, and the disk is checked once a second', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const app = createImageApp(t)
  const { origin, state } = await serveImages(t, app)
  const ask = async () => (await get(origin, urlOf('/a.png'))).cache
  assert.strictEqual(await ask(), 'MISS')
  assert.strictEqual(await ask(), 'HIT')
  const readdir = t.mock.method(fs.promises, 'readdir')
  const readFile = t.mock.method(fs.promises, 'readFile')
  for (let times = 0; times < 5; times++) assert.strictEqual(await ask(), 'HIT')
  assert.strictEqual(readdir.mock.callCount(), 0)
  t.mock.timers.setTime(Date.now() + 1000)
  for (let times = 0; times < 5; times++) assert.strictEqual(await ask(), 'HIT')
  assert.strictEqual(readdir.mock.callCount(), 1)
  assert.strictEqual(readFile.mock.callCount(), 0)

  fs.rmSync(folderOf(app), { recursive: true })
  assert.strictEqual(await ask(), 'HIT')
  t.mock.timers.setTime(Date.now() + 1000)
  assert.strictEqual(await ask(), 'MISS')
  assert.strictEqual(await ask(), 'HIT')
  assert.deepStrictEqual(state.asked, ['/a.png', '/a.png'])
})

test('a hit is answered without a promise if the same answer was made before', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { origin, state } = await serveImages(t, createImageApp(t))
  const ask = (options) => get(origin, urlOf('/a.png'), options)
  await ask()
  await ask()
  const first = await ask()
  assert.strictEqual(state.atOnce, 0)
  const again = await ask()
  assert.strictEqual(state.atOnce, 1)
  const undated = ({ status, headers, body }) => ({ status, body, ...headers, date: undefined })
  assert.deepStrictEqual(undated(again), undated(first))

  const { etag } = first.headers
  assert.strictEqual((await ask({ headers: { 'if-none-match': etag } })).status, 304)
  assert.strictEqual((await ask({ headers: { 'if-none-match': '"other"' } })).status, 200)
  assert.strictEqual((await ask({ method: 'HEAD' })).body.length, 0)
  // Another format, and a check of the disk.
  assert.strictEqual((await ask({ headers: { accept: 'image/webp' } })).cache, 'MISS')
  t.mock.timers.setTime(Date.now() + 1000)
  assert.strictEqual((await ask()).cache, 'HIT')
  assert.strictEqual(state.atOnce, 1)
  assert.strictEqual((await ask()).cache, 'HIT')
  assert.strictEqual(state.atOnce, 2)
})

test('an image that another process has replaced is read again', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const app = createImageApp(t)
  const { origin } = await serveImages(t, app)
  const ask = () => get(origin, urlOf('/a.png'))
  await ask()
  await ask()
  const [{ key, name, file }] = cachedFiles(app)
  const [, , , upstreamEtag, extension] = name.split('.')
  fs.rmSync(file)
  const other = `90.${Date.now() + 90_000}.other.${upstreamEtag}.${extension}`
  fs.writeFileSync(path.join(folderOf(app), key, other), 'other')
  assert.notStrictEqual((await ask()).headers.etag, 'other')
  t.mock.timers.setTime(Date.now() + 1000)
  const { cache, headers, body } = await ask()
  assert.strictEqual(cache, 'HIT')
  assert.strictEqual(headers.etag, 'other')
  assert.strictEqual(headers['cache-control'], 'public, max-age=90, must-revalidate')
  assert.strictEqual(String(body), 'other')
})

test('a stale image is sent once more while a new one is made', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const app = createImageApp(t, { images: { minimumCacheTTL: 60 } })
  const { origin, state } = await serveImages(t, app)
  const ask = async () => (await get(origin, urlOf('/a.png'))).cache
  assert.strictEqual(await ask(), 'MISS')
  await until(() => cachedFiles(app).length === 1, 'nothing is written')
  const expireAt = Number(cachedFiles(app)[0].name.split('.')[1])
  t.mock.timers.setTime(expireAt - 1)
  assert.strictEqual(await ask(), 'HIT')
  t.mock.timers.setTime(expireAt)
  assert.strictEqual(await ask(), 'HIT')
  t.mock.timers.setTime(expireAt + 1)
  assert.strictEqual(await ask(), 'STALE')
  await app.finish()
  assert.strictEqual(state.asked.length, 2)
  assert.strictEqual(await ask(), 'HIT')
})

test('an image whose renewal fails is kept for a while', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const app = createImageApp(t, { images: { minimumCacheTTL: 1 } })
  const logged = t.mock.method(console, 'error', () => {})
  let isBroken = false
  const { origin } = await serveImages(t, app, {
    handle: async (req, res) => {
      if (isBroken) res.statusCode = 500
      await answerWithPhoto(req, res)
    }
  })
  const ask = async () => (await get(origin, urlOf('/a.png'))).cache
  assert.strictEqual(await ask(), 'MISS')
  isBroken = true
  t.mock.timers.setTime(Date.now() + 1100)
  assert.strictEqual(await ask(), 'STALE')
  await app.finish()
  assert.ok(logged.mock.callCount() > 0)
  assert.strictEqual(await ask(), 'HIT')
})

test('images are kept in the folder of the app, even if a copy of a build is served', async (t) => {
  const app = createImageApp(t)
  const folder = folderOf(app)
  app.distDir = path.join(app.next.dir, 'copy')
  const { origin } = await serveImages(t, app)
  await get(origin, urlOf('/a.png'))
  assert.strictEqual(fs.readdirSync(folder).length, 1)
  assert.ok(!fs.existsSync(app.distDir))
})

test('an image that is too large for memory comes from the disk', async (t) => {
  const app = createImageApp(t, { config: { cacheMaxMemorySize: 0 } })
  const { origin } = await serveImages(t, app)
  const ask = async () => (await get(origin, urlOf('/a.png'))).cache
  assert.strictEqual(await ask(), 'MISS')
  assert.strictEqual(await ask(), 'HIT')
  fs.rmSync(folderOf(app), { recursive: true })
  assert.strictEqual(await ask(), 'MISS')
})

test('a hit in memory counts as a use for the limit of the disk cache', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const app = createImageApp(t, { images: { maximumDiskCacheSize: 2 * photo().length + 100 } })
  const { origin } = await serveImages(t, app)
  const ask = async (name) => (await get(origin, urlOf(name))).cache
  await ask('/a.png')
  await ask('/a.png')
  await ask('/b.png')
  t.mock.timers.setTime(Date.now() + 1000)
  assert.strictEqual(await ask('/a.png'), 'HIT')
  const keys = cachedFiles(app).map(({ key }) => key)
  await ask('/c.png')
  const isNewWritten = () => cachedFiles(app).some(({ key }) => !keys.includes(key))
  await until(() => isNewWritten() && cachedFiles(app).length === 2, 'nothing is deleted')
  t.mock.timers.setTime(Date.now() + 1000)
  assert.strictEqual(await ask('/a.png'), 'HIT')
  assert.strictEqual(await ask('/b.png'), 'MISS')
})

test('an image of this app that is too large is answered', async (t) => {
  const app = createImageApp(t, { images: { maximumResponseBody: 1000 } })
  t.mock.method(console, 'error', () => {})
  const { origin, state } = await serveImages(t, app, {
    handle: (req, res) => {
      for (let parts = 0; parts < 30 && !res.destroyed; parts++) res.write(Buffer.alloc(100))
      // Waits for the response to take more, as a render does.
      return req.url === '/a.png' ? new Promise(() => {}) : undefined
    }
  })
  for (const name of ['/a.png', '/b.png', '/a.png']) {
    const { status, body } = await get(origin, urlOf(name))
    assert.strictEqual(status, 413)
    assert.match(String(body), /internal response is invalid/)
  }
  assert.strictEqual(state.asked.length, 3)
})

test('an image whose source is another optimized image does not wait for itself', async (t) => {
  const app = createImageApp(t)
  const images = { handle: answerWithPhoto }
  const { origin } = await serveImages(t, app, {
    concurrency: 1,
    handle: async (req, res) => {
      if (req.url !== '/of-another.png') return images.handle(req, res)
      const { body } = await get(origin, urlOf('/a.png'))
      return res.end(body)
    }
  })
  assert.strictEqual((await get(origin, urlOf('/of-another.png'))).status, 200)
})

test('failures that are not about an image are logged and answered in plain text', async (t) => {
  const app = createImageApp(t, {
    optimizer: {
      imageOptimizer: async () => {
        throw 'no error'
      }
    }
  })
  const { origin, state } = await serveImages(t, app)
  const { status, body } = await get(origin, urlOf('/a.png'))
  assert.strictEqual(status, 500)
  assert.strictEqual(String(body), 'Internal Server Error')
  assert.match(app.errors[0].message, /no error/)
  assert.strictEqual((await get(origin, urlOf('/%'))).status, 500)
  assert.strictEqual(app.errors.length, 2)
  assert.deepStrictEqual(state.events, [])
})

test('requests that the core has to answer', async (t) => {
  const withPatterns = createImageApp(t, { images: { localPatterns: [{ pathname: '/**' }] } })
  const served = await serveImages(t, withPatterns)
  await get(served.origin, urlOf('/\\'))
  assert.deepStrictEqual(served.state.events, ['decode-error'])
  for (const images of [{ unoptimized: true }, { loader: 'custom' }]) {
    const { origin, state } = await serveImages(t, createImageApp(t, { images }))
    await get(origin, urlOf('/a.png'))
    assert.deepStrictEqual(state.events, ['no-fallback'])
  }
})

test('a cache handler that cannot be loaded fails requests until it can', async (t) => {
  const app = createImageApp(t, {
    config: { cacheHandler: './handler.js' },
    images: { customCacheHandler: true }
  })
  const { origin } = await serveImages(t, app)
  assert.strictEqual((await get(origin, urlOf('/a.png'))).status, 500)
  assert.strictEqual(app.errors.length, 1)
  fs.writeFileSync(
    path.join(app.distDir, 'handler.js'),
    `module.exports = class { 
      #kept = new Map()
      constructor(context) { globalThis.contextOfImages = context }
      async get(key) { return this.#kept.get(key) ?? null }
      async set(key, value) { this.#kept.set(key, { value, lastModified: Date.now() }) }
    }`
  )
  const answers = [await get(origin, urlOf('/a.png')), await get(origin, urlOf('/a.png'))]
  assert.deepStrictEqual(
    answers.map(({ cache }) => cache),
    ['MISS', 'HIT']
  )
  assert.strictEqual(globalThis.contextOfImages.serverDistDir, app.serverDistDir)
  assert.ok(!fs.existsSync(folderOf(app)))
})
