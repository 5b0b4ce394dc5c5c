'use strict'
// Generates rule sets: the routing part of next.config, and the outputs of the app. A rule set is
// plain data, so that a difference can be printed and replayed.

const { AppGenerator, targetsOf } = require('./app-generator')
const { PatternGenerator } = require('./pattern-generator')

const i18nSets = [
  { locales: ['en', 'fr'], defaultLocale: 'en' },
  { locales: ['en', 'fr', 'nl-NL'], defaultLocale: 'fr', localeDetection: false },
  {
    locales: ['en', 'fr', 'de', 'nl-NL'],
    defaultLocale: 'en',
    domains: [
      { domain: 'example.com', defaultLocale: 'en' },
      { domain: 'example.fr', defaultLocale: 'fr', locales: ['de'] },
      { domain: 'example.nl', defaultLocale: 'nl-NL', http: true }
    ]
  }
]

const conditions = [
  { type: 'header', key: 'X-Flag' },
  { type: 'header', key: 'x-flag', value: 'on' },
  { type: 'header', key: 'x-flag', value: '(?<flag>[a-z]+)' },
  { type: 'header', key: 'user-agent', value: '.*(Bot|bot).*' },
  { type: 'header', key: 'x-forwarded-proto', value: 'https' },
  { type: 'cookie', key: 'mode' },
  { type: 'cookie', key: 'mode', value: 'beta' },
  { type: 'cookie', key: 'mode', value: '(?<mode>.*)' },
  { type: 'cookie', key: 'NEXT_LOCALE', value: 'fr' },
  { type: 'query', key: 'q' },
  { type: 'query', key: 'q', value: '1' },
  { type: 'query', key: 'q', value: '(?<q1>[0-9]+)(?<unit>[a-z]+)?' },
  { type: 'query', key: 'under_score' },
  { type: 'host', value: 'example\\.com' },
  { type: 'host', value: '(?<sub>.*)\\.example\\.com' },
  { type: 'host', value: 'example.(?:com|fr)' }
]

const namesOf = ({ type, key, value }) => {
  if (!value) return [key.replace(/[^A-Za-z]/g, '')]
  const groups = [...value.matchAll(/\(\?<([a-zA-Z][a-zA-Z0-9]*)>/g)].map(([, name]) => name)
  return groups.length === 0 && type === 'host' ? ['host'] : groups
}

const fieldNames = ['X-Rule', 'x-rule', 'X-Other', 'Cache-Control', 'Set-Cookie', 'set-cookie']
const fieldValues = [
  'one',
  '',
  "default-src 'self'; img-src https://x.com:8080/a?b=*(c){d}+",
  'max-age=60, public',
  'a=b; Path=/'
]

class RuleSetGenerator {
  #random
  #patterns

  constructor(random) {
    this.#random = random
    this.#patterns = new PatternGenerator(random)
  }

  #settings() {
    const random = this.#random
    const settings = {}
    if (random.chance(0.3)) settings.basePath = random.pick(['/docs', '/base', '/a/b', '/Up'])
    if (random.chance(0.3)) settings.i18n = random.pick(i18nSets)
    if (random.chance(0.3)) settings.trailingSlash = true
    if (random.chance(0.1)) settings.skipTrailingSlashRedirect = true
    if (random.chance(0.1)) settings.skipProxyUrlNormalize = true
    if (random.chance(0.1)) settings.useFileSystemPublicRoutes = false
    if (random.chance(0.1)) {
      settings.assetPrefix = random.pick(['/cdn', 'https://cdn.example.com/assets', 'cdn'])
    }
    if (random.chance(0.1)) settings.deploymentId = 'dpl1'
    const experimental = {}
    if (random.chance(0.2)) experimental.caseSensitiveRoutes = true
    if (random.chance(0.1)) experimental.trustHostHeader = true
    if (random.chance(0.1)) experimental.validateRSCRequestHeaders = false
    if (Object.keys(experimental).length > 0) settings.experimental = experimental
    return settings
  }

  // Returns `has` and `missing`, and the names they add to the parameters of the source.
  #conditions() {
    const random = this.#random
    if (!random.chance(0.3)) return { fields: {}, params: [] }
    const has = random.chance(0.75) ? random.some(conditions, random.between(1, 2)) : []
    const missing = random.chance(0.3) ? random.some(conditions, 1) : []
    const fields = {}
    if (has.length > 0) fields.has = has
    if (missing.length > 0) fields.missing = missing
    const params = has.flatMap(namesOf).map((name) => ({ name, isList: false }))
    return { fields, params }
  }

  #options(settings, isExternal) {
    const random = this.#random
    const fields = {}
    if (settings.i18n && random.chance(0.35)) fields.locale = false
    if (settings.basePath && isExternal && random.chance(0.3)) fields.basePath = false
    return fields
  }

  #redirect(settings, targets) {
    const random = this.#random
    const { source, params } = this.#patterns.source(0.85)
    const condition = this.#conditions()
    const destination = this.#patterns.destination([...params, ...condition.params], targets, {
      external: 0.25,
      hash: 0.1
    })
    return {
      source,
      destination,
      ...(random.chance(0.5)
        ? { permanent: random.chance(0.5) }
        : { statusCode: random.pick([301, 302, 303, 307, 308]) }),
      ...condition.fields,
      ...this.#options(settings, true)
    }
  }

  #rewrite(settings, targets) {
    const { source, params } = this.#patterns.source(0.6)
    const condition = this.#conditions()
    const destination = this.#patterns.destination([...params, ...condition.params], targets, {
      external: 0.15,
      hash: 0.03
    })
    return {
      source,
      destination,
      ...condition.fields,
      ...this.#options(settings, /^https?:/.test(destination))
    }
  }

  #field(params) {
    const random = this.#random
    let key = random.pick(fieldNames)
    let value = random.pick(fieldValues)
    if (params.length > 0) {
      const { name, isList } = random.pick(params)
      if (random.chance(0.4)) value = `${value}-:${name}${isList ? '*' : ''}`
      else if (random.chance(0.2)) value = `:${name}${isList ? '*' : ''}`
      if (!isList && random.chance(0.04)) key = `x-:${name}`
    }
    return { key, value }
  }

  #header(settings) {
    const { source, params } = this.#patterns.source()
    const condition = this.#conditions()
    const known = [...params, ...condition.params]
    return {
      source,
      headers: this.#random.list(1, 3, () => this.#field(known)),
      ...condition.fields,
      ...this.#options(settings, true)
    }
  }

  #middleware() {
    const random = this.#random
    const matcher = () =>
      random.choose([
        [2, () => ({ source: this.#patterns.source().source })],
        [1, () => ({ source: '/((?!_next|api).*)' })],
        [1, () => ({ source: this.#patterns.source().source, ...this.#conditions().fields })]
      ])
    return random.chance(0.3) ? [] : random.list(1, 2, matcher)
  }

  /** @returns {object} plain data; `next build` may reject it */
  generate() {
    const random = this.#random
    const app = new AppGenerator(random).generate()
    const settings = this.#settings()
    const targets = targetsOf(app)
    const rewrites = (low, high) => random.list(low, high, () => this.#rewrite(settings, targets))
    const isCrowded = random.chance(0.05)
    const most = isCrowded ? 40 : 4
    const ruleSet = {
      settings,
      headers: random.list(0, most, () => this.#header(settings)),
      redirects: random.list(0, most, () => this.#redirect(settings, targets)),
      rewrites: {
        beforeFiles: rewrites(0, most >> 1),
        afterFiles: rewrites(0, most),
        fallback: rewrites(0, most >> 1)
      },
      ...app
    }
    // [] is middleware for all paths.
    if (random.chance(0.25)) ruleSet.middleware = this.#middleware()
    return ruleSet
  }
}

module.exports = { RuleSetGenerator, conditions }
