'use strict'

const { toQuery } = require('../next/request-meta')
const { ByteLru } = require('./byte-lru')

// The capacity of the results in memory.
const maxBytes = 1024 * 1024
// Bytes that a result takes besides its text.
const overhead = 1000

/**
 * Reads which image a request asks for. Next's checks depend on the query, `Accept` and the
 * configuration only, and cost more than sending an image, so what has passed them stays in memory.
 */
class ParameterReader {
  #checks
  #config
  #known = new ByteLru(maxBytes)

  /**
   * @param {object} checks Next's `validateParams` and `getCacheKey`
   * @param {object} config the evaluated configuration
   */
  constructor(checks, config) {
    this.#checks = checks
    this.#config = config
  }

  /**
   * @param {import('node:http').IncomingMessage} req
   * @param {Record<string, string | string[]>} [query] by default that of the URL
   * @returns {{ errorMessage: string } | { cacheKey: string, href: string, isStatic: boolean }}
   *   the parameters of Next's optimizer, and the key of the image
   */
  read(req, query) {
    const text = textOf(req, query)
    const known = this.#known.get(text)
    if (known) return known
    const parameters = this.#check(req, query ?? queryOf(req))
    if ('errorMessage' in parameters) return parameters
    this.#known.set(text, parameters, 2 * text.length + overhead)
    return parameters
  }

  /** The result of read(), if it is in memory. */
  known(req, query) {
    return this.#known.get(textOf(req, query))
  }

  #check(req, query) {
    const parameters = this.#checks.validateParams(req, query, this.#config, false)
    if ('errorMessage' in parameters) return parameters
    return { ...parameters, cacheKey: this.#checks.getCacheKey(parameters) }
  }
}

/** Everything that the parameters depend on, except the configuration. */
function textOf({ url, headers }, query) {
  const { accept } = headers
  return query ? JSON.stringify([accept, query.w, query.q, query.url]) : `${url}\n${accept}`
}

const queryOf = ({ url }) => toQuery(new URL(url, 'http://n').searchParams)

module.exports = { ParameterReader }
