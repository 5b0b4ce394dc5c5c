'use strict'

// External rewrites: a request, or the socket of an upgrade, is passed to another server by the
// library that Next.js ships for it, with the same settings and the same answer to what goes wrong
// (dist/server/lib/router-utils/proxy-request.js). Where that leaves a client without an answer,
// because the other server's cannot be passed on, this is a failure like any other.

const { validateHeaderValue } = require('node:http')
const { Duplex } = require('node:stream')

const defaultTimeout = 30_000

function createProxy({ next, config }, target, req) {
  const { ProxyServer } = next.modules
  const { proxyTimeout } = config.experimental
  return new ProxyServer({
    target,
    changeOrigin: true,
    // The target is complete: nothing of the request's own path is added.
    ignorePath: true,
    proxyTimeout: proxyTimeout === null ? undefined : proxyTimeout || defaultTimeout,
    headers: { 'x-forwarded-host': req.headers.host || '' }
  })
}

/** How an exchange ended: only what comes first counts, what follows are its consequences. */
class Outcome {
  #target
  #output
  #settle
  #isKnown = false

  /** `output` is the response, or the socket, that a failure is answered on. */
  constructor(target, output) {
    this.#target = target
    this.#output = output
    this.settled = new Promise((resolve) => (this.#settle = resolve))
  }

  finish = () => {
    this.#isKnown = true
    this.#settle()
  }

  fail = (error) => {
    if (this.#isKnown) return
    console.error(`Failed to proxy ${this.#target}`, error)
    const output = this.#output
    if (!output.destroyed) {
      if (!(output instanceof Duplex)) output.statusCode = 500
      output.end('Internal Server Error')
    }
    this.finish()
  }
}

/** Node.js sends less than it takes: what it would throw at is found before it does. */
function checkResponse({ statusCode, statusMessage }) {
  if (statusCode < 100) throw new RangeError(`Invalid status code: ${statusCode}`)
  validateHeaderValue('the reason of the status', statusMessage)
}

/** Trailers are not passed on; where there cannot be any, they may not be announced either. */
function dropNeedlessTrailer(req, { statusCode, headers }) {
  const isBodyless = statusCode === 204 || statusCode === 304
  const isChunked = headers['transfer-encoding'] && req.httpVersion !== '1.0' && !isBodyless
  if (!isChunked) delete headers.trailer
}

/** Frees both sides when the other server's response or ours is over, however that came. */
function endTogether(req, res, response) {
  const streams = [response, res]
  const end = (error) => {
    for (const stream of streams) stream.off('error', end).off('close', end)
    req.destroy(error)
    response.destroy(error)
  }
  for (const stream of streams) stream.once('error', end).once('close', end)
}

/**
 * Answers a request with what the server of `url` answers.
 *
 * @param {import('../app/context').AppContext} app
 * @param {{ url: string }} action the target, complete
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {{ body: import('node:stream').Readable }} parts `body` is a copy of the request's
 * @returns {Promise<void>} settles when the exchange with that server is over, also if it failed;
 *   rejects, with nothing sent, if `url` is no URL
 */
async function proxyRequest(app, { url }, req, res, { body }) {
  const target = new URL(url)
  const proxy = createProxy(app, target, req)
  const outcome = new Outcome(target, res)
  let hasResponse = false
  proxy.on('proxyReq', (request) => {
    res.once('close', () => request.destroy())
    request.once('close', () => {
      if (hasResponse || res.destroyed) outcome.finish()
      else outcome.fail(new Error('The connection ended without a response'))
    })
  })
  proxy.on('proxyRes', (response) => {
    hasResponse = true
    try {
      checkResponse(response)
    } catch (error) {
      outcome.fail(error)
    }
    dropNeedlessTrailer(req, response)
    if (res.destroyed || res.writableEnded) response.destroy()
    endTogether(req, res, response)
  })
  proxy.on('error', outcome.fail)
  proxy.web(req, res, { buffer: body }).then(outcome.finish, outcome.fail)
  await outcome.settled
}

/** Data and its end are passed on by pipes; a connection that ends in another way is not. */
function endSocketsTogether(socket, other) {
  socket.once('close', () => other.destroySoon())
  // Read on, so as to see the client go.
  other.once('close', () => socket.resume().end())
}

/**
 * Connects the socket of an upgrade with the server of `url`.
 *
 * @param {import('../app/context').AppContext} app
 * @param {{ url: string }} action the target, complete
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:net').Socket} socket
 * @param {Buffer} head what the client has sent behind the request
 * @throws {TypeError} if `url` is no URL
 */
function proxyUpgrade(app, { url }, req, socket, head) {
  const target = new URL(url)
  const proxy = createProxy(app, target, req)
  const outcome = new Outcome(target, socket)
  proxy.on('proxyReqWs', (request) => {
    const leave = () => {
      outcome.finish()
      request.destroy()
    }
    socket.once('end', leave).once('close', leave)
    request.once('close', () => {
      outcome.finish()
      socket.off('end', leave).off('close', leave)
    })
  })
  proxy.on('open', (other) => endSocketsTogether(socket, other))
  proxy.on('error', outcome.fail)
  proxy.ws(req, socket, {}, head).catch(outcome.fail)
}

module.exports = { proxyRequest, proxyUpgrade }
