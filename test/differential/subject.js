'use strict'
// next-native's router on a synthetic build, through the code of `npx next-native explain`.

const path = require('node:path')
const { performance } = require('node:perf_hooks')

const { loadBinding } = require('../../lib/binding')
const { ExplainableApp } = require('../../lib/cli/explainable-app')
const { fieldsOf } = require('./outcome')

// A slow request is repeated, to rule out pauses of the garbage collector.
const slowMs = 20
const attempts = 3

class Subject {
  #dir
  #app

  /**
   * @param {string} dir of a synthetic build
   * @param {object} config the configuration that Next.js evaluated
   */
  static async start(dir, config) {
    const subject = new Subject()
    subject.#dir = dir
    subject.#app = await ExplainableApp.of(loadBinding(), dir, config)
    return subject
  }

  /** @returns {{ outcome: object, ms: number }} in the shape of referenceOutcome() */
  ask(request) {
    let best = { ms: Infinity }
    for (let attempt = 0; attempt < attempts && best.ms > slowMs; attempt += 1) {
      const begin = performance.now()
      const explanation = this.#app.explain(request)
      const ms = performance.now() - begin
      if (ms < best.ms) best = { explanation, ms }
    }
    return { outcome: this.#outcome(best.explanation), ms: best.ms }
  }

  #outcome({ steps, outcome }) {
    const { kind, status, location, url, file, output, params, query, locale } = outcome
    return {
      // Any answer with status 400.
      kind: status === 400 ? 'bad-request' : kind,
      status,
      location,
      url,
      pathname: output?.pathname,
      page: output?.page,
      file: output ? output.file : file && path.relative(this.#dir, file),
      params,
      query,
      locale,
      fields: fieldsOf(outcome.responseHeaders),
      runsMiddleware: steps.some(({ phase }) => phase === 'middleware')
    }
  }
}

module.exports = { Subject }
