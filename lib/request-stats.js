'use strict'

const replyKinds = ['static', 'prerendered', 'entrypoint', 'error', 'delegated', 'redirect']

/** Counts responses by which part made them. `kind` is the core's ReplyKind (src/http/reply.h). */
class RequestStats {
  #counts = new Array(replyKinds.length).fill(0)

  count(kind) {
    this.#counts[kind]++
  }

  countDelegated() {
    this.count(replyKinds.indexOf('delegated'))
  }

  /** @returns {Record<'static' | 'prerendered' | 'entrypoint' | 'error' | 'delegated' | 'redirect', number>} */
  toJSON() {
    return Object.fromEntries(replyKinds.map((name, kind) => [name, this.#counts[kind]]))
  }
}

module.exports = { RequestStats }
