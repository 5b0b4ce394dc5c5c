'use strict'

// Compresses the body of one response. A short body is compressed in one call, any other by a stream of
// zlib, which Next.js uses for all of them.

const zlib = require('node:zlib')

// Creating a stream costs as much time of the main thread as compressing this many bytes.
const maxHeld = 4096

const codings = {
  gzip: { encode: zlib.gzipSync, createStream: zlib.createGzip },
  deflate: { encode: zlib.deflateSync, createStream: zlib.createDeflate }
}

class BodyEncoder {
  #coding
  #sink
  #held = []
  #size = 0
  #wantsFlush = false
  #isClosed = false
  #stream
  #drainListeners

  /**
   * @param {'gzip' | 'deflate'} coding
   * @param {object} sink where the encoded body goes
   * @param {(chunk: Buffer) => boolean} sink.write
   * @param {(chunk?: Buffer) => void} sink.end
   * @param {(listener: () => void) => void} sink.onDrain
   * @param {Function[]} drainListeners `drain` listeners of the writers
   */
  constructor(coding, sink, drainListeners) {
    this.#coding = codings[coding]
    this.#sink = sink
    this.#drainListeners = drainListeners
  }

  /**
   * Takes a part of the body.
   *
   * @returns {boolean} false if the writer has to wait for a `drain`
   */
  write(chunk) {
    if (this.#isClosed) return false
    if (this.#stream) return this.#stream.write(chunk)
    if (this.#held.length === 0) process.nextTick(openIfHeld, this)
    this.#held.push(chunk)
    this.#size += chunk.length
    if (this.#size <= maxHeld) return true
    this.#open()
    return !this.#stream.writableNeedDrain
  }

  /** Takes the last part. */
  end(chunk) {
    if (this.#isClosed) return
    if (this.#stream === undefined && this.#size + (chunk?.length ?? 0) > maxHeld) this.#open()
    if (this.#stream) {
      this.#stream.end(chunk)
      return
    }
    this.#isClosed = true
    if (chunk) this.#held.push(chunk)
    const body = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held)
    this.#held = []
    this.#sink.end(this.#coding.encode(body))
  }

  /** Sends what was written so far, at the cost of size. */
  flush() {
    this.#wantsFlush = true
    if (this.#stream) this.#stream.flush()
    else if (this.#held.length === 0 && !this.#isClosed) this.#open()
  }

  /** Calls `listener` when writing may go on. */
  onDrain(listener) {
    if (this.#stream) this.#stream.on('drain', listener)
    else this.#drainListeners.push(listener)
  }

  /** Drops the body and frees the stream, when the client has left. */
  close() {
    this.#isClosed = true
    this.#held = []
    this.#stream?.destroy()
  }

  /** Sends what is held, at the end of the turn of the event loop that it was written in. */
  openIfHeld() {
    if (this.#held.length > 0 && !this.#isClosed) this.#open()
  }

  #open() {
    const stream = this.#coding.createStream()
    const { write, end, onDrain } = this.#sink
    this.#stream = stream
    for (const listener of this.#drainListeners.splice(0)) stream.on('drain', listener)
    stream.on('data', (chunk) => {
      if (write(chunk) === false) stream.pause()
    })
    stream.on('end', () => end())
    onDrain(() => stream.resume())
    for (const chunk of this.#held.splice(0)) stream.write(chunk)
    if (this.#wantsFlush) stream.flush()
  }
}

const openIfHeld = (encoder) => encoder.openIfHeld()

module.exports = { BodyEncoder }
