'use strict'
// The other server of external rewrites: echoes the request, or misbehaves in the way its path
// names. Builds contain a placeholder for its port. The copies that servers run get the real port.

const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const zlib = require('node:zlib')
const { once } = require('node:events')
const { createHash } = require('node:crypto')
const { WebSocketServer } = require('ws')
const { answerImage } = require('./upstream-images')

const placeholder = ':40999'

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const text = (length) => '0123456789abcde\n'.repeat(Math.ceil(length / 16)).slice(0, length)

async function readBody(req) {
  const parts = []
  for await (const part of req) parts.push(part)
  return Buffer.concat(parts)
}

const summary = (body) =>
  body.length > 100
    ? `${body.length} bytes, ${createHash('sha1').update(body).digest('hex')}`
    : body.toString('latin1')

// Answers with everything received, in its order.
async function echo(req, res) {
  const { method, url, rawHeaders } = req
  const body = summary(await readBody(req))
  const { rawTrailers } = req
  res.setHeader('Content-Type', 'application/json')
  res.end(JSON.stringify({ method, url, rawHeaders, body, rawTrailers }, null, 1))
}

const answers = {
  status(req, res, [code, ...reason]) {
    res.writeHead(Number(code), ...(reason.length > 0 ? [reason.join(' ')] : []), {
      'X-Upstream': 'yes',
      ETag: '"upstream"'
    })
    res.end(['204', '304'].includes(code) ? undefined : `status ${code}`)
  },
  // Text with a length. It has no type if the path names none.
  text(req, res, [length, ...type]) {
    if (type.length > 0) res.setHeader('Content-Type', type.join('/'))
    res.setHeader('Content-Length', length)
    res.end(text(Number(length)))
  },
  gzip(req, res) {
    const body = zlib.gzipSync(text(5000))
    res.setHeader('Content-Type', 'text/plain')
    res.setHeader('Content-Encoding', 'gzip')
    res.setHeader('Vary', 'Accept-Encoding')
    res.setHeader('Content-Length', body.length)
    res.end(body)
  },
  async stream(req, res, [count = '3', type = 'plain']) {
    res.setHeader('Content-Type', `text/${type}`)
    for (let part = 1; part <= Number(count); part++) {
      res.write(`part ${part}\n`)
      await sleep(30)
    }
    res.end('end\n')
  },
  trailers(req, res) {
    res.setHeader('Content-Type', 'text/plain')
    if (req.method !== 'HEAD') {
      res.setHeader('Trailer', 'X-Trailer')
      res.write('body')
      res.addTrailers({ 'X-Trailer': 'yes' })
    }
    res.end()
  },
  // Has no length, so the body ends when the connection closes.
  close(req, res) {
    res.socket.end('HTTP/1.1 200 OK\r\nX-Upstream: yes\r\n\r\nuntil the end')
  },
  'http-1.0'(req, res) {
    res.socket.end('HTTP/1.0 200 Fine\r\nContent-Length: 5\r\nX-Upstream: yes\r\n\r\nhello')
  },
  cookies(req, res) {
    res.setHeader('Set-Cookie', ['a=1; Path=/; Domain=127.0.0.1', 'b=2; HttpOnly; Secure'])
    res.end('cookies')
  },
  headers(req, res) {
    const lines = [
      'Content-Length: 7',
      'X-Repeated: 1',
      'X-Repeated: 2',
      'Vary: Origin',
      'Vary: Accept-Language',
      'X-Powered-By: upstream',
      'Server: upstream',
      'Cache-Control: public, max-age=60',
      'X-Empty:',
      'X-Latin: gr\xfcn',
      'Link: </a>; rel=preload',
      'X-From-Config: of the upstream',
      'x-nextjs-cache: HIT'
    ]
    const body = req.method === 'HEAD' ? '' : 'headers'
    res.socket.end(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  },
  hop(req, res) {
    res.writeHead(200, {
      Connection: 'close, X-Hop',
      'X-Hop': 'yes',
      'Keep-Alive': 'timeout=99',
      'Proxy-Authenticate': 'Basic',
      Upgrade: 'h2c'
    })
    res.end('hop by hop')
  },
  redirect(req, res, [code = '302', where = 'elsewhere']) {
    const location = where === 'absolute' ? `http://${req.headers.host}/absolute` : `/${where}`
    res.writeHead(Number(code), { Location: location })
    res.end()
  },
  async slow(req, res, [milliseconds]) {
    await sleep(Number(milliseconds))
    if (!res.destroyed) res.end('slow')
  },
  // Begins, and continues too late.
  async stall(req, res, [milliseconds]) {
    res.write('begun')
    await sleep(Number(milliseconds))
    if (!res.destroyed) res.end('stalled')
  },
  reset(req, res) {
    res.socket.destroy()
  },
  cut(req, res, [kind]) {
    if (kind === 'length') res.setHeader('Content-Length', '100')
    res.write('begun', () => setTimeout(() => res.socket.destroy(), 50))
  },
  garbage(req, res) {
    res.socket.end('this is not HTTP\r\n\r\n')
  },
  hints(req, res) {
    res.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
    res.end('after hints')
  },
  // Answers before it reads the request.
  early(req, res) {
    res.writeHead(413, { 'Content-Type': 'text/plain', Connection: 'close' })
    res.end('too large')
    req.resume()
  },
  image: answerImage
}

async function answer(req, res) {
  const [, name, ...parts] = req.url.split('?')[0].split('/')
  const perform = Object.hasOwn(answers, name) ? answers[name] : echo
  try {
    await perform(req, res, parts)
  } catch {
    res.destroy() // The client aborted the request.
  }
}

// Answers an upgrade as its path says: refuses it, closes the connection, or echoes messages.
function upgrade(sockets, req, socket, head) {
  socket.on('error', () => {})
  if (req.url.includes('refused')) {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 7\r\nX-Upstream: yes\r\n\r\nrefused')
  } else if (req.url.includes('dropped')) {
    socket.destroy()
  } else {
    sockets.handleUpgrade(req, socket, head, (client) => {
      const { url, rawHeaders } = req
      client.send(JSON.stringify({ url, rawHeaders }))
      client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }))
    })
  }
}

class Upstream {
  #server = http.createServer((req, res) => void answer(req, res))
  #sockets = new WebSocketServer({ noServer: true })

  async start() {
    // A short timeout could close an idle connection just as it is used again.
    this.#server.keepAliveTimeout = 600_000
    this.#server.on('upgrade', (...args) => upgrade(this.#sockets, ...args))
    this.#server.on('clientError', (_error, socket) => socket.destroy())
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = this.#server.address().port
    return this
  }

  /** Returns the case with the real port in its paths instead of the placeholder. */
  address(testCase) {
    const name = placeholder.slice(1)
    const address = (step) =>
      step.path ? { ...step, path: step.path.replaceAll(name, String(this.port)) } : step
    return { ...testCase, steps: testCase.steps.map(address) }
  }

  async stop() {
    for (const client of this.#sockets.clients) client.terminate()
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

// Returns the files of an app that contain the placeholder: its configuration, the rewrites of its
// build, and the code of its middleware.
function filesNaming(folder) {
  const build = path.join(folder, '.next')
  const code = ['server/chunks', 'server/edge/chunks'].flatMap((name) => {
    const chunks = path.join(build, name)
    const files = fs.existsSync(chunks) ? fs.readdirSync(chunks) : []
    return files.filter((file) => file.endsWith('.js')).map((file) => path.join(chunks, file))
  })
  const config = ['next.config.js', 'settings.js'].map((name) => path.join(folder, name))
  return [path.join(build, 'routes-manifest.json'), ...config, ...code].filter(
    (file) => fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes(placeholder)
  )
}

/** Writes the real port into a copy of a build. */
function connect(folder, port) {
  for (const file of filesNaming(folder)) {
    const content = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, content.replaceAll(placeholder, `:${port}`))
  }
}

const needsUpstream = (folder) => filesNaming(folder).length > 0

module.exports = { Upstream, connect, needsUpstream }
