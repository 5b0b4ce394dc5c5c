'use strict'

// Those of the core (ReplyKind, src/http/reply.h), and what development hands to Next.js.
const replyKinds = [
  'static',
  'prerendered',
  'entrypoint',
  'error',
  'middleware',
  'proxy',
  'image',
  'redirect',
  'delegated'
]

/** Counts responses by which part made them. */
class RequestStats {
  #counts = new Array(replyKinds.length).fill(0)

  count(kind) {
    this.#counts[kind]++
  }

  countDelegated() {
    this.count(replyKinds.indexOf('delegated'))
  }

  /** @returns {import('./index').Stats} */
  toJSON() {
    return Object.fromEntries(replyKinds.map((name, kind) => [name, this.#counts[kind]]))
  }
}

module.exports = { RequestStats }
