'use strict'

const { replied } = require('./diagnostics')

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

/** Counts what an app has done since its start: responses by which part made them, and renders. */
class RequestStats {
  #counts = new Array(replyKinds.length).fill(0)
  #renders = 0
  #failedRenders = 0
  #stale = 0
  #misses = 0

  /** @param {string} dir the app's folder, for messages */
  constructor(dir) {
    this.dir = dir
  }

  /**
   * @param {number} kind
   * @param {import('node:http').ServerResponse} res that has been handed over
   */
  count(kind, res) {
    this.#counts[kind]++
    if (!replied.hasSubscribers) return
    replied.publish({ dir: this.dir, kind: replyKinds[kind], req: res.req, res })
  }

  countDelegated(res) {
    this.count(replyKinds.indexOf('delegated'), res)
  }

  countRender({ hasFailed }) {
    this.#renders++
    if (hasFailed) this.#failedRenders++
  }

  /** Of the prerendered answers, one that is being made anew. */
  countStale() {
    this.#stale++
  }

  /** Code of the build has answered on `res`: was it a page that might have been in memory? */
  countAnswer(res) {
    if (res.getHeader('x-nextjs-cache') !== undefined) this.#misses++
  }

  /**
   * @param {{ cache?: object, staticFiles?: object }} [usage] what the core holds in memory;
   *   undefined where there is no core
   */
  toJSON(usage) {
    const replies = Object.fromEntries(replyKinds.map((name, kind) => [name, this.#counts[kind]]))
    return {
      ...replies,
      renders: this.#renders,
      failedRenders: this.#failedRenders,
      ...(usage && {
        cache: {
          hits: replies.prerendered - this.#stale,
          stale: this.#stale,
          misses: this.#misses,
          ...usage.cache
        },
        staticFiles: usage.staticFiles
      })
    }
  }
}

module.exports = { RequestStats }
