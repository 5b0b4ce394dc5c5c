'use strict'

// External rewrites: a request, or the socket of an upgrade, is forwarded to another server. Library,
// settings and answers to failures are those of Next.js
// (dist/server/lib/router-utils/proxy-request.js). One thing differs: a response that cannot be passed
// on is a failure like any other, where Next.js leaves the client without an answer.

const { validateHeaderValue } = require('node:http')
const { Duplex } = require('node:stream')

const defaultTimeout = 30_000

function createProxy({ next, config }, target, req) {
  const { ProxyServer } = next.modules
  const { proxyTimeout } = config.experimental
  return new ProxyServer({
    target,
    changeOrigin: true,
    // The target is complete: the path of the request is not appended.
    ignorePath: true,
    proxyTimeout: proxyTimeout === null ? undefined : proxyTimeout || defaultTimeout,
    headers: { 'x-forwarded-host': req.headers.host || '' }
  })
}

/** How the exchange with the other server ended. The first event counts; others follow from it. */
class Outcome {
  #target
  #output
  #settle
  #isKnown = false

  /**
   * @param {URL} target
   * @param {import('node:stream').Writable} output the response or the socket that a failure is
   *   answered on
   */
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

/** Throws for a response that Node.js accepts from a server but refuses to send. */
function checkResponse({ statusCode, statusMessage }) {
  if (statusCode < 100) throw new RangeError(`Invalid status code: ${statusCode}`)
  validateHeaderValue('the reason of the status', statusMessage)
}

/** Drops the announcement of trailers from a response that can have none. */
function dropNeedlessTrailer(req, { statusCode, headers }) {
  const isBodyless = statusCode === 204 || statusCode === 304
  const isChunked = headers['transfer-encoding'] && req.httpVersion !== '1.0' && !isBodyless
  if (!isChunked) delete headers.trailer
}

/** Ends both sides when either response is over, for whatever reason. */
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
 * Answers a request with the response of another server.
 *
 * @param {import('../app/context').AppContext} app
 * @param {{ url: string }} action the complete target
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {{ body: import('node:stream').Readable }} parts a copy of the request's body
 * @returns {Promise<void>} settles when the exchange with that server is over, even if it failed;
 *   rejects, with nothing sent, if `url` is not a URL
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

/** Ends both sockets when one closes. Pipes pass on data and its end, but no other end. */
function endSocketsTogether(socket, other) {
  socket.once('close', () => other.destroySoon())
  // Keeps reading, so that the end of the client is noticed.
  other.once('close', () => socket.resume().end())
}

/**
 * Connects the socket of an upgrade with another server.
 *
 * @param {import('../app/context').AppContext} app
 * @param {{ url: string }} action the complete target
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:net').Socket} socket
 * @param {Buffer} head what the client has sent after the request
 * @throws {TypeError} if `url` is not a URL
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
