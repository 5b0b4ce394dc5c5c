'use strict'

// Compresses responses that are made per request, with gzip or deflate. Ready replies never pass through
// here: the core has their encoded forms. It decides about these responses too. Their writers see what
// the middleware of Next.js (dist/compiled/compression) shows them: it replaces the same methods, and
// the same things happen at the same moments.

const { BodyEncoder } = require('./body-encoder')

const noop = () => {}

const stateSymbol = Symbol('next-native.compression')

/** The state of one response whose methods are replaced. */
class CompressedResponse {
  #req
  #binding
  #plain
  #isDecided = false
  #isEnded = false
  #encoder
  // The length of the body, if its end comes before the head; else -1.
  #length = -1
  // `drain` listeners that were added before it is known what emits the event.
  #drainListeners = []

  constructor(req, res, binding) {
    this.#req = req
    this.#binding = binding
    this.#plain = { write: res.write, end: res.end, on: res.on, writeHead: res.writeHead }
  }

  write(res, chunk, encoding) {
    if (this.#isEnded) return false
    if (!res._header) res._implicitHeader()
    if (this.#encoder) return this.#encoder.write(toBuffer(chunk, encoding))
    return this.#plain.write.call(res, chunk, encoding)
  }

  end(res, chunk, encoding) {
    if (this.#isEnded) return false
    if (!res._header) {
      if (!res.getHeader('Content-Length')) this.#length = lengthOf(chunk, encoding)
      res._implicitHeader()
    }
    if (!this.#encoder) return this.#plain.end.call(res, chunk, encoding)
    this.#isEnded = true
    this.#encoder.end(chunk ? toBuffer(chunk, encoding) : undefined)
    return res
  }

  on(res, name, listener) {
    if (name !== 'drain' || (this.#isDecided && !this.#encoder)) {
      return this.#plain.on.call(res, name, listener)
    }
    if (this.#encoder) this.#encoder.onDrain(listener)
    else this.#drainListeners.push(listener)
    return res
  }

  flush() {
    this.#encoder?.flush()
  }

  writeHead(res, status, ...rest) {
    const reason = typeof rest[0] === 'string' ? [rest.shift()] : []
    res.statusCode = status
    setFields(res, rest[0])
    if (!this.#isDecided) this.#decide(res)
    return this.#plain.writeHead.call(res, status, ...reason)
  }

  /** Decides what becomes of the body, when the head is complete. */
  #decide(res) {
    this.#isDecided = true
    const coding = codingOf(this.#binding, this.#req, res, this.#length)
    if (coding !== undefined) addVary(this.#binding, res)
    const listeners = this.#drainListeners.splice(0)
    if (!coding) {
      for (const listener of listeners) this.#plain.on.call(res, 'drain', listener)
      return
    }
    const { write, end, on } = this.#plain
    const sink = {
      write: (chunk) => write.call(res, chunk),
      end: (chunk) => end.call(res, chunk),
      onDrain: (listener) => on.call(res, 'drain', listener)
    }
    this.#encoder = new BodyEncoder(coding, sink, listeners)
    res.setHeader('Content-Encoding', coding)
    res.removeHeader('Content-Length')
    if (res.destroyed) this.#encoder.close()
    res.once('close', () => {
      if (!res.writableFinished) this.#encoder.close()
    })
  }
}

/** Asks the core for the coding of a response whose fields are set. See compressionOf() of the addon. */
function codingOf(binding, req, res, length) {
  const type = res.getHeader('Content-Type')
  if (typeof type !== 'string') return undefined
  const stated = Number(res.getHeader('Content-Length') ?? -1)
  const cacheControl = res.getHeader('Cache-Control')
  const contentEncoding = res.getHeader('Content-Encoding')
  return binding.compressionOf(
    req.method,
    req.headers['accept-encoding'],
    type,
    cacheControl && String(cacheControl),
    contentEncoding && String(contentEncoding),
    stated >= 0 ? stated : length
  )
}

function addVary(binding, res) {
  const vary = res.getHeader('Vary')
  const text = Array.isArray(vary) ? vary.join(', ') : String(vary || '')
  res.setHeader('Vary', text === '' ? 'Accept-Encoding' : binding.varyAcceptEncoding(text))
}

function setFields(res, fields) {
  if (!fields) return
  const entries = Array.isArray(fields) ? fields : Object.entries(fields)
  for (const [name, value] of entries) if (name) res.setHeader(name, value)
}

const toBuffer = (chunk, encoding) =>
  Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding)

function lengthOf(chunk, encoding) {
  if (!chunk) return 0
  return Buffer.isBuffer(chunk) ? chunk.length : Buffer.byteLength(chunk, encoding)
}

// The methods that replace those of a response.
const methods = {
  write(chunk, encoding) {
    return this[stateSymbol].write(this, chunk, encoding)
  },
  end(chunk, encoding) {
    return this[stateSymbol].end(this, chunk, encoding)
  },
  on(name, listener) {
    return this[stateSymbol].on(this, name, listener)
  },
  flush() {
    this[stateSymbol].flush()
  },
  writeHead(...head) {
    return this[stateSymbol].writeHead(this, ...head)
  }
}

/**
 * @param {object} binding the native addon
 * @param {object} config the evaluated configuration
 * @returns {{ prepare(req: object, res: object): void, prepareTyped(req: object, res: object): void }}
 *   `prepare` is for a response that nothing is known of yet, and may be called again; `prepareTyped`
 *   is for one that has its Content-Type, and leaves it unchanged if that type is not compressed
 */
function createCompressor(binding, config) {
  if (config.compress === false) return { prepare: noop, prepareTyped: noop }
  const prepare = (req, res) => {
    if (res[stateSymbol]) return
    res[stateSymbol] = new CompressedResponse(req, res, binding)
    Object.assign(res, methods)
  }
  const prepareTyped = (req, res) => {
    if (codingOf(binding, req, res, -1) !== undefined) prepare(req, res)
  }
  return { prepare, prepareTyped }
}

module.exports = { createCompressor }
