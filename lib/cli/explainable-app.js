'use strict'

// A built app whose routing can be explained without a server.

const { promisify } = require('node:util')
const { loadBinding } = require('../binding')
const { hasForeignCacheHandler } = require('../next/cache-injection')
const { loadConfig } = require('../next/config')
const { InstalledNext } = require('../next/installed-next')
const { checkOptions } = require('../options')
const { createHeaderText } = require('../exchange/header-text')
const { serverConfigJson } = require('../app/server-config')

// Node.js keeps the first of these fields and joins all others (http.IncomingMessage).
const singleFields = new Set(
  (
    'age authorization content-length content-type etag expires from host if-modified-since ' +
    'if-unmodified-since last-modified location max-forwards proxy-authorization referer ' +
    'retry-after server user-agent'
  ).split(' ')
)

/** Converts sent fields to `req.headers`, as Node.js does. */
function joinHeaders(fields) {
  const headers = {}
  for (const [sentName, value] of fields) {
    const name = sentName.toLowerCase()
    if (headers[name] === undefined) headers[name] = value
    else if (!singleFields.has(name)) headers[name] += (name === 'cookie' ? '; ' : ', ') + value
  }
  return headers
}

class ExplainableApp {
  #core
  #headerText

  /** For `load` and `of`. */
  constructor(core, headerText) {
    this.#core = core
    this.#headerText = headerText
  }

  /**
   * Loads the app in `dir`.
   *
   * @throws where `prepare()` of a server would
   */
  static async load({ dir }) {
    const options = checkOptions({ dir })
    process.env.NODE_ENV ||= 'production'
    const binding = loadBinding()
    const next = new InstalledNext(options.dir)
    next.checkVersion()
    return ExplainableApp.of(binding, next.dir, await loadConfig(next, { silent: true }))
  }

  /**
   * Loads an app whose configuration is known.
   *
   * @param {object} binding the native addon
   * @param {string} dir the app's folder, absolute
   * @param {object} config the evaluated configuration
   */
  static async of(binding, dir, config) {
    const core = new binding.Server()
    const load = promisify((...args) => core.load(...args))
    const surroundings = { hasForeignCacheHandler: hasForeignCacheHandler() }
    const { extraHeaderNames } = await load(dir, serverConfigJson(config, surroundings))
    return new ExplainableApp(core, createHeaderText(binding, extraHeaderNames))
  }

  /**
   * @param {{ method: string, url: string, headers: [string, string][] }} request the header fields
   *   in the order in which they are sent
   * @param {{ stopsAtMiddleware?: boolean }} [options] leave out the steps after middleware
   * @returns {object} `steps` and `outcome`, see docs/explain.md
   */
  explain({ method, url, headers }, { stopsAtMiddleware = false } = {}) {
    const text = this.#headerText.ofHeaders(joinHeaders(headers))
    const explanation = JSON.parse(this.#core.explain(method, url, text))
    checkTarget(explanation.outcome)
    return stopsAtMiddleware ? upToMiddleware(explanation) : explanation
  }
}

// Writes the target of an external rewrite as it is requested. It may not be a URL (actions/proxy.js).
function checkTarget(outcome) {
  if (outcome.kind !== 'proxy') return
  if (URL.canParse(outcome.url)) {
    outcome.url = new URL(outcome.url).href
    return
  }
  Object.assign(outcome, { kind: 'error', status: 500, why: `'${outcome.url}' is not a URL.` })
  delete outcome.url
}

function upToMiddleware(explanation) {
  const at = explanation.steps.findIndex(({ phase }) => phase === 'middleware')
  if (at < 0) return explanation
  return { steps: explanation.steps.slice(0, at + 1), outcome: { kind: 'middleware' } }
}

module.exports = { ExplainableApp }
