'use strict'

// Chunks that are requested often are compressed better with Brotli.

const assert = require('node:assert')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const test = require('node:test')
const zlib = require('node:zlib')
const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')
const { withAddon } = require('../support/core')
const { buildFixture } = require('../support/fixture')
const { serveApp } = require('../support/serve')

const isStandIn = process.env.NEXT_NATIVE_TEST_CORE === 'stand-in'

/** A chunk of the build that is large enough for the effort to show, and its text. */
function chunkOf(dir) {
  const folder = path.join(dir, '.next/static/chunks')
  const sizeOf = (name) => fs.statSync(path.join(folder, name)).size
  const name = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.js') && sizeOf(file) < 200_000)
    .sort((a, b) => sizeOf(b) - sizeOf(a))[0]
  return { url: `/_next/static/chunks/${name}`, text: fs.readFileSync(path.join(folder, name)) }
}

async function ask(url) {
  const request = http.get(url, { headers: { 'Accept-Encoding': 'br' }, agent: false })
  const [response] = await once(request, 'response')
  const body = Buffer.concat(await response.toArray())
  assert.strictEqual(response.headers['content-encoding'], 'br')
  assert.strictEqual(Number(response.headers['content-length']), body.length)
  return { headers: response.headers, body }
}

test('a chunk that is requested often is compressed better', { skip: isStandIn }, async (t) => {
  const dir = buildFixture()
  const { origin } = await serveApp(t, withAddon(), { dir })
  const { url, text } = chunkOf(dir)
  const first = await ask(origin + url)
  let last = first
  for (let tries = 0; tries < 400 && last.body.length === first.body.length; tries++) {
    last = await ask(origin + url)
    if (tries > 20) await delay(50)
  }
  assert.ok(zlib.brotliDecompressSync(last.body).equals(text))
  assert.ok(zlib.brotliDecompressSync(first.body).equals(text))
  const gzipped = zlib.gzipSync(text).length
  assert.ok(last.body.length < 0.88 * gzipped, `${last.body.length} bytes, gzip ${gzipped}`)
  const unchanged = ({ headers }) => ({ ...headers, date: '', 'content-length': '' })
  assert.deepStrictEqual(unchanged(last), unchanged(first))
})
