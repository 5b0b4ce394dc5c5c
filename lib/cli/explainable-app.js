'use strict'

// A built app whose router can be asked what it would do, without a server.

const { promisify } = require('node:util')
const { loadBinding } = require('../binding')
const { hasForeignCacheHandler } = require('../next/cache-injection')
const { loadConfig } = require('../next/config')
const { InstalledNext } = require('../next/installed-next')
const { checkOptions } = require('../options')
const { createFactReader } = require('../exchange/header-text')
const { serverConfigJson } = require('../app/server-config')

// Of these fields Node.js keeps the first; all others it joins (http.IncomingMessage).
const singleFields = new Set(
  (
    'age authorization content-length content-type etag expires from host if-modified-since ' +
    'if-unmodified-since last-modified location max-forwards proxy-authorization referer ' +
    'retry-after server user-agent'
  ).split(' ')
)

/** `req.headers` as Node.js makes it of the fields as sent. */
function joinHeaders(fields) {
  const headers = {}
  for (const [sentName, value] of fields) {
    const name = sentName.toLowerCase()
    if (headers[name] === undefined) headers[name] = value
    else if (!singleFields.has(name)) headers[name] += (name === 'cookie' ? '; ' : ', ') + value
  }
  return headers
}

class Explainer {
  #core
  #facts

  constructor(core, facts) {
    this.#core = core
    this.#facts = facts
  }

  /** Loads the app in `dir`; fails where `prepare()` of a server would. */
  static async load({ dir }) {
    const options = checkOptions({ dir })
    process.env.NODE_ENV ||= 'production'
    const binding = loadBinding()
    const next = new InstalledNext(options.dir)
    next.checkVersion()
    return Explainer.of(binding, next.dir, await loadConfig(next, { silent: true }))
  }

  /**
   * @param {object} binding
   * @param {string} dir absolute
   * @param {object} config the evaluated configuration
   */
  static async of(binding, dir, config) {
    const core = new binding.Server()
    const load = promisify((...args) => core.load(...args))
    const { extraHeaderNames } = await load(
      dir,
      serverConfigJson(config, { hasForeignCacheHandler: hasForeignCacheHandler() })
    )
    const { requestHeaderNames, responseHeaderNames } = binding
    const facts = createFactReader(
      [...requestHeaderNames, ...extraHeaderNames],
      responseHeaderNames
    )
    return new Explainer(core, facts)
  }

  /**
   * @param {{ method: string, url: string, headers: [string, string][] }} request the fields in
   *   the order they are sent in
   * @param {{ stopsAtMiddleware?: boolean }} [options] leave out what comes behind middleware
   * @returns {object} `steps` and `outcome`, see docs/explain.md
   */
  explain({ method, url, headers }, { stopsAtMiddleware = false } = {}) {
    const text = this.#facts.requestText(joinHeaders(headers))
    const explanation = JSON.parse(this.#core.explain(method, url, text))
    checkTarget(explanation.outcome)
    return stopsAtMiddleware ? upToMiddleware(explanation) : explanation
  }
}

// The target of an external rewrite as it goes out; it may turn out to be none (lib/actions/proxy.js).
function checkTarget(outcome) {
  if (outcome.kind !== 'proxy') return
  if (URL.canParse(outcome.url)) {
    outcome.url = new URL(outcome.url).href
    return
  }
  Object.assign(outcome, { kind: 'error', status: 500, why: `'${outcome.url}' is no URL.` })
  delete outcome.url
}

function upToMiddleware(explanation) {
  const at = explanation.steps.findIndex(({ phase }) => phase === 'middleware')
  if (at < 0) return explanation
  return { steps: explanation.steps.slice(0, at + 1), outcome: { kind: 'middleware' } }
}

module.exports = { Explainer }
