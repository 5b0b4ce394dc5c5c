'use strict'
// A client that reads a response as it arrives, shows the part that has arrived, and can leave at
// any time.

const net = require('node:net')
const zlib = require('node:zlib')
const { once } = require('node:events')

const decoders = {
  gzip: zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress
}

class StreamClient {
  #bytes = Buffer.alloc(0)
  #wakers = []
  #decoded = ''
  #decoder
  #consumed = 0
  #isOver = false

  /**
   * @param {number} port
   * @param {string[]} head lines of the request, without the last empty one
   */
  constructor(port, head) {
    this.socket = net.connect({ port, host: '127.0.0.1' })
    this.socket.on('error', () => {})
    this.socket.on('data', (part) => {
      this.#bytes = Buffer.concat([this.#bytes, part])
      this.#decode()
      this.#wake()
    })
    this.socket.on('close', () => {
      if (this.#decoder) this.#decoder.end()
      else this.#finish()
    })
    this.socket.write(`${head.join('\r\n')}\r\n\r\n`)
  }

  #finish() {
    this.#isOver = true
    this.#wake()
  }

  #wake() {
    for (const wake of this.#wakers.splice(0)) wake()
  }

  get #headEnd() {
    return this.#bytes.indexOf('\r\n\r\n')
  }

  get head() {
    return this.#headEnd < 0 ? undefined : this.#bytes.toString('latin1', 0, this.#headEnd)
  }

  // Decodes the complete chunks. A body that is not chunked is taken as it is.
  #decode() {
    const { head } = this
    if (head === undefined) return
    if (this.#consumed === 0) {
      this.#consumed = this.#headEnd + 4
      const [, coding] = /^content-encoding: (\w+)/im.exec(head) ?? []
      if (coding) {
        this.#decoder = decoders[coding]()
        this.#decoder.on('error', () => {}).on('close', () => this.#finish())
        this.#decoder.on('data', (part) => {
          this.#decoded += part
          this.#wake()
        })
      }
    }
    if (!/^transfer-encoding: chunked/im.test(head)) return this.#take(this.#bytes.length)
    for (;;) {
      const lineEnd = this.#bytes.indexOf('\r\n', this.#consumed)
      if (lineEnd < 0) return
      const size = Number.parseInt(this.#bytes.toString('latin1', this.#consumed, lineEnd), 16)
      const end = lineEnd + 2 + size
      if (!(size > 0) || end + 2 > this.#bytes.length) return
      this.#consumed = lineEnd + 2
      this.#take(end)
      this.#consumed += 2
    }
  }

  #take(end) {
    const part = this.#bytes.subarray(this.#consumed, end)
    this.#consumed = end
    if (this.#decoder) this.#decoder.write(part)
    else this.#decoded += part
  }

  /** The part of the body that has arrived, as text. */
  get text() {
    return this.#decoded
  }

  get received() {
    return this.#bytes.length
  }

  /** Resolves to true if `text` arrives within `timeout` milliseconds. */
  async sees(text, timeout = 4000) {
    const until = Date.now() + timeout
    while (!this.#decoded.includes(text)) {
      const left = until - Date.now()
      if (left <= 0 || this.#isOver) return false
      let timer
      await new Promise((resolve) => {
        this.#wakers.push(resolve)
        timer = setTimeout(resolve, left)
      })
      clearTimeout(timer)
    }
    return true
  }

  async receives(bytes) {
    while (this.received < bytes && !this.socket.closed) await once(this.socket, 'data')
  }

  async ended() {
    while (!this.#isOver) await new Promise((resolve) => this.#wakers.push(resolve))
  }

  leave() {
    this.socket.destroy()
  }
}

module.exports = { StreamClient }
