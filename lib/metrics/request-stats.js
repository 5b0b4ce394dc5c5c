'use strict'

const { replied } = require('./diagnostics')

/** Counts what an app has done since its start: responses by the part that made them, and renders. */
class RequestStats {
  // The counters of app.stats(): the names of the core's reply kinds, and what development passes on
  // to Next.js. Development works without the addon, so the names cannot come from there.
  #replies = {
    static: 0,
    prerendered: 0,
    entrypoint: 0,
    error: 0,
    middleware: 0,
    proxy: 0,
    image: 0,
    redirect: 0,
    delegated: 0
  }
  #renders = 0
  #failedRenders = 0
  #stale = 0
  #misses = 0

  /** @param {string} dir the app's folder, for messages */
  constructor(dir) {
    this.dir = dir
  }

  /**
   * Counts a response.
   *
   * @param {string} kind one of the names above
   * @param {import('node:http').ServerResponse} res
   */
  count(kind, res) {
    this.#replies[kind]++
    if (!replied.hasSubscribers) return
    replied.publish({ dir: this.dir, kind, req: res.req, res })
  }

  /** Counts a call of code of the build. */
  countRender({ hasFailed }) {
    this.#renders++
    if (hasFailed) this.#failedRenders++
  }

  /** Counts a prerendered answer that was stale. */
  countStale() {
    this.#stale++
  }

  /** Counts a miss, if code of the build has answered with a page that might have been in memory. */
  countAnswer(res) {
    if (res.getHeader('x-nextjs-cache') !== undefined) this.#misses++
  }

  /**
   * @param {{ cache?: object, staticFiles?: object }} [usage] what the core holds in memory;
   *   undefined without a core
   */
  toJSON(usage) {
    return {
      ...this.#replies,
      renders: this.#renders,
      failedRenders: this.#failedRenders,
      ...(usage && {
        cache: {
          hits: this.#replies.prerendered - this.#stale,
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
