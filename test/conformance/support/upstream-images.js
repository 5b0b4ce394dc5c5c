'use strict'
// The images of the other server, and its answers that are not images: /image/<kind>/<name>.

const fs = require('node:fs')
const path = require('node:path')
const zlib = require('node:zlib')

const photos = path.resolve(__dirname, '../../fixtures/apps/images/public/photos')
const photo = (name = 'tiny.png') => fs.readFileSync(path.join(photos, name))

// The largest size that the app accepts, in bytes.
const limit = 8000

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const send = (headers, body = photo()) => {
  return (req, res) => {
    res.writeHead(200, { 'Content-Type': 'image/png', ...headers })
    res.end(body)
  }
}

const encoded = (coding, encode) => send({ 'Content-Encoding': coding }, encode(photo()))

const kinds = {
  file: (req, res, [name]) => send({}, photo(name))(req, res),
  'max-age': (req, res, [seconds]) =>
    send({ 'Cache-Control': `public, max-age=${seconds}` })(req, res),
  's-maxage': send({ 'Cache-Control': 'max-age=5, s-maxage="5000"' }),
  'no-store': send({ 'Cache-Control': 'no-store' }),
  tag: send({ ETag: 'W/"of the other server"' }),
  mistyped: send({ 'Content-Type': 'text/html' }),
  typeless: (req, res) => res.end(photo()),
  text: send({}, 'no image'),
  empty: send({}, ''),
  limit: send({}, Buffer.concat([photo(), Buffer.alloc(limit - photo().length)])),
  large: send({}, Buffer.concat([photo(), Buffer.alloc(limit + 1 - photo().length)])),
  'large-inside': encoded('gzip', () => zlib.gzipSync(Buffer.alloc(100_000))),
  gzip: encoded('gzip', zlib.gzipSync),
  'x-gzip': encoded('x-gzip', zlib.gzipSync),
  deflate: encoded('deflate', zlib.deflateSync),
  'deflate-raw': encoded('deflate', zlib.deflateRawSync),
  br: encoded('br', zlib.brotliCompressSync),
  both: encoded('gzip, br', (body) => zlib.brotliCompressSync(zlib.gzipSync(body))),
  unknown: encoded('unknown', (body) => body),
  codings: encoded('gzip, gzip, gzip, gzip, gzip, gzip', zlib.gzipSync),
  ungzip: encoded('gzip', (body) => body),
  status(req, res, [code]) {
    res.writeHead(Number(code), { 'Content-Type': 'image/png' })
    res.end(['204', '304'].includes(code) ? undefined : photo())
  },
  // Redirects `left` more times, then to the image.
  redirects(req, res, [left, name]) {
    const next = left === '0' ? `/image/file/${name}` : `/image/redirects/${left - 1}/${name}`
    res.writeHead(302, { Location: next })
    res.end()
  },
  'redirect-to'(req, res, [code, ...target]) {
    res.writeHead(Number(code), { Location: decodeURIComponent(target.join('/')) })
    res.end()
  },
  'redirect-nowhere'(req, res) {
    res.writeHead(302)
    res.end()
  },
  async slow(req, res, [milliseconds]) {
    await sleep(Number(milliseconds))
    if (!res.destroyed) send({})(req, res)
  },
  async stall(req, res, [milliseconds]) {
    res.writeHead(200, { 'Content-Type': 'image/png' })
    res.write(photo().subarray(0, 50))
    await sleep(Number(milliseconds))
    if (!res.destroyed) res.end(photo().subarray(50))
  },
  reset: (req, res) => res.socket.destroy(),
  cut(req, res) {
    res.writeHead(200, { 'Content-Length': '1000' })
    res.write(photo(), () => res.socket.destroy())
  },
  garbage: (req, res) => res.socket.end('this is not HTTP\r\n\r\n'),
  // Sends an image only if the request is like that of Next.js.
  asked(req, res) {
    const { host, ...headers } = req.headers
    const asked = JSON.stringify([req.method, headers])
    if (host && asked === expected) return send({})(req, res)
    res.writeHead(409)
    return res.end(asked)
  }
}

const expected = JSON.stringify([
  'GET',
  {
    accept: '*/*',
    'accept-language': '*',
    'sec-fetch-mode': 'cors',
    'user-agent': 'node',
    'accept-encoding': 'gzip, deflate',
    connection: 'keep-alive'
  }
])

/** Answers a request for an image; `parts` is its path. */
function answerImage(req, res, [kind, ...parts]) {
  return kinds[kind](req, res, parts)
}

module.exports = { answerImage }
