'use strict'

// Compares responses that are compressed while they are written with those of the middleware of Next.js.
// The same handler writes both.

const assert = require('node:assert')
const http = require('node:http')
const path = require('node:path')
const test = require('node:test')
const zlib = require('node:zlib')
const { once } = require('node:events')
const { setImmediate: turn, setTimeout: delay } = require('node:timers/promises')
const { lib } = require('../../support/core')
const { apps } = require('../../support/fixture')
const { serve } = require('../../support/serve')

const { loadBinding } = require(path.join(lib, 'binding'))
const { createCompressor } = require(path.join(lib, 'compression/compressor'))
const { InstalledNext } = require(path.join(lib, 'next/installed-next'))

const next = new InstalledNext(apps)
const middleware = next.require('dist/compiled/compression')()
const ours = createCompressor(loadBinding(), {}).prepare

const short = 'short '.repeat(20)
const medium = 'of some length '.repeat(150)
const long = Array.from({ length: 20000 }, (_, index) => `line ${index}\n`).join('')

const html = (res) => res.setHeader('Content-Type', 'text/html; charset=utf-8')

// The handlers. A list that one returns is compared as well.
const handlers = {
  'ended at once': (req, res) => (html(res), res.end(medium)),
  'too short': (req, res) => (html(res), res.end(short)),
  long: (req, res) => (html(res), res.end(long)),
  'a buffer': (req, res) => (html(res), res.end(Buffer.from(medium))),
  'another encoding': (req, res) => (
    html(res),
    res.end(Buffer.from(medium).toString('base64'), 'base64')
  ),
  empty: (req, res) => (html(res), res.end()),
  'an empty text': (req, res) => (html(res), res.end('')),
  'of stated length': (req, res) => {
    html(res)
    res.setHeader('Content-Length', medium.length)
    res.end(medium)
  },
  'of stated length, short': (req, res) => {
    html(res)
    res.setHeader('Content-Length', String(short.length))
    res.write(short)
    res.end()
  },
  'written, then ended': (req, res) => {
    html(res)
    res.on('error', () => {})
    const results = [res.write(short), res.headersSent]
    res.end()
    return [...results, res.write('more'), res.end('more')]
  },
  'written in parts': async (req, res) => {
    html(res)
    for (const part of [short, medium, short]) res.write(part)
    await turn()
    res.write(medium)
    await delay(5)
    res.end(short)
  },
  'written in parts that together are long': (req, res) => {
    html(res)
    for (let i = 0; i < 10; i++) res.write(medium)
    res.end(medium)
  },
  'written, then idle for a while': async (req, res) => {
    html(res)
    res.write(short)
    await delay(5)
    res.end()
  },
  'flushed before anything': async (req, res) => {
    html(res)
    res.writeHead(200)
    res.flush()
    await delay(5)
    res.end(short)
  },
  'head first': async (req, res) => {
    html(res)
    res.flushHeaders()
    await delay(5)
    res.write(short)
    res.flush()
    res.end()
  },
  'head with fields': (req, res) => {
    res.writeHead(201, { 'Content-Type': 'text/css', 'X-Own': ['a', 'b'], Vary: 'x-own' })
    res.end(medium)
  },
  'head with a reason and pairs': (req, res) => {
    res.writeHead(200, 'Fine', [
      ['Content-Type', 'application/json'],
      ['X-Own', '1']
    ])
    res.end(JSON.stringify(medium))
  },
  'of a type that does not compress': (req, res) => {
    res.setHeader('Content-Type', 'image/png')
    res.end(medium)
  },
  'without a type': (req, res) => res.end(medium),
  'of two types': (req, res) => {
    res.setHeader('Content-Type', ['text/html', 'text/css'])
    res.end(medium)
  },
  'not to be transformed': (req, res) => {
    html(res)
    res.setHeader('Cache-Control', 'public, no-transform')
    res.end(medium)
  },
  'encoded already': (req, res) => {
    html(res)
    res.setHeader('Content-Encoding', 'br')
    res.end(zlib.brotliCompressSync(medium))
  },
  'encoded as it is': (req, res) => {
    html(res)
    res.setHeader('Content-Encoding', 'identity')
    res.end(medium)
  },
  ...Object.fromEntries(
    ['*', 'rsc, Next-Url', ['a', 'b'], 'accept-encoding', 'cookie, Accept-Encoding'].map((vary) => [
      `that varies by ${JSON.stringify(vary)}`,
      (req, res) => {
        html(res)
        res.setHeader('vary', vary)
        res.end(medium)
      }
    ])
  ),
  'not modified': (req, res) => {
    html(res)
    res.statusCode = 304
    res.end()
  },
  'listened to': async (req, res) => {
    html(res)
    const results = [res.on('drain', () => {}) === res, res.on('finish', () => {}) === res]
    const drained = once(res, 'drain')
    let mayGoOn = true
    for (let parts = 0; mayGoOn && parts < 50; parts++) mayGoOn = res.write(long)
    if (!mayGoOn) await drained
    results.push(res.on('drain', () => {}) !== undefined)
    res.end()
    return results
  },
  'ended with an invalid chunk': (req, res) => {
    html(res)
    try {
      res.end(() => {})
    } catch (error) {
      res.statusCode = 500
      res.end(error.code.repeat(100))
    }
  }
}

const accepted = [
  undefined,
  'gzip, deflate, br',
  'deflate',
  'deflate, gzip;q=0.5',
  'br',
  'gzip;q=0'
]

const decoders = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, br: zlib.brotliDecompressSync }

async function ask(origin, { method = 'GET', coding }) {
  const headers = coding === undefined ? {} : { 'Accept-Encoding': coding }
  const request = http.request(origin, { method, headers, agent: false }).end()
  const [response] = await once(request, 'response')
  const body = Buffer.concat(await response.toArray())
  const decode = body.length > 0 && decoders[response.headers['content-encoding']]
  const { statusCode: status, statusMessage: reason } = response
  const fields = Object.entries({ ...response.headers, date: undefined }).sort()
  return { status, reason, fields, body: (decode ? decode(body) : body).toString('latin1') }
}

/** Serves `handler` behind `prepare`. `results` are its return values. */
async function serveWith(t, prepare, handler) {
  const results = []
  const { origin } = await serve(t, async (req, res) => {
    prepare(req, res)
    const result = await handler(req, res)
    results.push(Array.isArray(result) ? result.map(Boolean) : 'nothing')
  })
  return { origin, results }
}

for (const [name, handler] of Object.entries(handlers)) {
  test(`a response ${name} is that of the middleware`, async (t) => {
    const reference = await serveWith(t, (req, res) => middleware(req, res, () => {}), handler)
    const subject = await serveWith(t, ours, handler)
    for (const method of ['GET', 'HEAD']) {
      for (const coding of accepted) {
        const request = { method, coding }
        const expected = await ask(reference.origin, request)
        assert.deepStrictEqual(await ask(subject.origin, request), expected, `${method} ${coding}`)
      }
    }
    while (subject.results.length < reference.results.length) await turn()
    assert.deepStrictEqual(subject.results, reference.results)
  })
}

test('what is written is sent before the next turn of the event loop, with the head', async (t) => {
  const { origin } = await serveWith(t, ours, async (req, res) => {
    html(res)
    res.write(short)
    res.flush()
    await delay(10_000, undefined, { ref: false })
  })
  const headers = { 'Accept-Encoding': 'gzip' }
  const request = http.get(origin, { headers, agent: false })
  const [response] = await once(request, 'response')
  response.on('error', () => {})
  const decoded = response.pipe(zlib.createGunzip())
  decoded.on('error', () => {})
  const [text] = await once(decoded, 'data')
  assert.strictEqual(text.toString(), short)
  request.destroy()
})

test('a short body needs no stream, a long one does', async (t) => {
  const createGzip = t.mock.method(zlib, 'createGzip')
  delete require.cache[require.resolve(path.join(lib, 'compression/body-encoder'))]
  const { BodyEncoder } = require(path.join(lib, 'compression/body-encoder'))
  const encode = (parts) =>
    new Promise((resolve) => {
      const chunks = []
      const sink = {
        write: (chunk) => chunks.push(chunk) > 0,
        end(chunk) {
          if (chunk) chunks.push(chunk)
          resolve(zlib.gunzipSync(Buffer.concat(chunks)).toString())
        },
        onDrain() {}
      }
      const encoder = new BodyEncoder('gzip', sink, [])
      for (const part of parts) encoder.write(Buffer.from(part))
      encoder.end()
    })
  assert.strictEqual(await encode([short, short]), short + short)
  assert.strictEqual(createGzip.mock.callCount(), 0)
  assert.strictEqual(await encode([medium, medium]), medium + medium)
  assert.strictEqual(createGzip.mock.callCount(), 1)
})

/** A compressor, and the streams that it has created. */
function countStreams(t) {
  const streams = []
  const { createGzip } = zlib
  t.mock.method(zlib, 'createGzip', (...args) => {
    streams.push(createGzip(...args))
    return streams.at(-1)
  })
  for (const name of ['body-encoder', 'compressor']) {
    delete require.cache[require.resolve(path.join(lib, 'compression', name))]
  }
  const compressor = require(path.join(lib, 'compression/compressor'))
  return { prepare: compressor.createCompressor(loadBinding(), {}).prepare, streams }
}

const gzipRequest = (origin) =>
  http.get(origin, { headers: { 'Accept-Encoding': 'gzip' }, agent: false }).on('error', () => {})

test('a client that leaves frees the stream', async (t) => {
  const { prepare, streams } = countStreams(t)
  let left
  const { origin } = await serveWith(t, prepare, async (req, res) => {
    left = once(res, 'close')
    html(res)
    while (!res.destroyed) {
      res.write(long)
      await delay(1)
    }
    // This must have no effect.
    res.write(short)
    res.end()
  })
  const request = gzipRequest(origin)
  const [response] = await once(request, 'response')
  response.on('error', () => {})
  await once(response, 'data')
  request.destroy()
  await left
  await delay(20)
  assert.strictEqual(streams.length, 1)
  assert.ok(streams[0].destroyed)
})

test('no stream is created for a client that has left', async (t) => {
  const { prepare, streams } = countStreams(t)
  const { origin, results } = await serveWith(t, prepare, async (req, res) => {
    request.destroy()
    await once(res, 'close')
    html(res)
    return [res.write(long), res.write(short), res.end()]
  })
  const request = gzipRequest(origin)
  while (results.length === 0) await turn()
  assert.deepStrictEqual(results, [[false, false, true]])
  assert.strictEqual(streams.length, 0)
})

test('compression can be switched off', () => {
  const { prepare, prepareTyped } = createCompressor(loadBinding(), { compress: false })
  const res = new http.ServerResponse({ method: 'GET', headers: {} })
  const { write } = res
  prepare({}, res)
  prepareTyped({}, res)
  assert.strictEqual(res.write, write)
})
