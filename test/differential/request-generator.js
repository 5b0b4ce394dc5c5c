'use strict'
// Generates requests aimed at a rule set: URLs that its rules and outputs match or just miss.

const { targetsOf } = require('./app-generator')
const { buildId } = require('./synthetic-build')
const { names, oddValues, rareSegments, segments, values } = require('./words')

const hosts = [
  'example.com',
  'www.example.com',
  'EXAMPLE.fr:8080',
  'example.nl',
  'localhost:3000',
  'a.b.example.com',
  '[::1]:3000'
]

const headerPool = [
  ['X-Flag', 'on'],
  ['x-flag', ''],
  ['x-flag', 'Off1'],
  ['X-FLAG', 'on'],
  ['Cookie', 'mode=beta; NEXT_LOCALE=fr'],
  ['Cookie', 'a=b; mode=%62eta'],
  ['Cookie', 'NEXT_LOCALE=DE'],
  ['Cookie', 'mode'],
  ['Cookie', 'mode="quoted"'],
  ['Accept-Language', 'fr-CH, fr;q=0.9, en;q=0.8'],
  ['Accept-Language', 'nl-NL;q=0.5, de;q=0.7'],
  ['Accept-Language', 'xx'],
  ['Accept-Language', ';;'],
  ['User-Agent', 'Googlebot/2.1'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Nextjs-Data', '1'],
  ['X-Middleware-Rewrite', '/evil'],
  ['RSC', '1'],
  ['Next-Url', '/feed'],
  ['Next-Url', '/blog/x'],
  ['Sec-Fetch-Dest', 'image'],
  ['X-Middleware-Prefetch', '1']
]

const queryPool = [
  'q=1',
  'q=12px',
  'q=',
  'q',
  'q=2&q=1',
  'under_score=x%20y',
  'a=b&a=c&b',
  'x=%C3%BC+%2B',
  'x=%zz',
  '&&=&',
  'nxtPslug=evil',
  '__nextLocale=fr',
  '_rsc=abc',
  'path=over',
  "s=it's*(1)!~",
  'u=%26%3D%23',
  'm[]=1&m[]=2',
  '__proto__=1',
  // Not 0 and 1: after `__proto__` Next.js takes them for elements of the query's prototype.
  '8=2&7=1'
]

// `new URL` of some Node.js versions does not resolve dot segments if an earlier segment begins
// with a dot without being one.
const misleadsNode = /^[^?]*?[\\/]\.(?!\.?([\\/?]|$))[^?]*[\\/]\.{1,2}([\\/?]|$)/

const encodeAll = (text) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

// Characters that a client may send unescaped. Bytes above ASCII arrive as Latin-1, as in Node.js.
const rawBytes = (text) => Buffer.from(text).toString('latin1')

class RequestGenerator {
  #random
  #ruleSet
  #config
  #sources

  /**
   * @param {import('./random').Random} random
   * @param {object} ruleSet
   */
  constructor(random, ruleSet) {
    this.#random = random
    this.#ruleSet = ruleSet
    this.#config = ruleSet.settings
    const { rewrites } = ruleSet
    const rules = [
      ...ruleSet.headers,
      ...ruleSet.redirects,
      ...rewrites.beforeFiles,
      ...rewrites.afterFiles,
      ...rewrites.fallback,
      ...(ruleSet.middleware ?? [])
    ]
    this.#sources = rules.map(({ source }) => source)
  }

  #value() {
    const random = this.#random
    return random.choose([
      [6, () => random.pick(values)],
      [3, () => random.pick(segments)],
      [1, () => random.pick(rareSegments)],
      [0.7, () => random.pick(oddValues)],
      [0.2, () => encodeAll(random.pick(segments))]
    ])
  }

  #path(low, high) {
    return this.#random.list(low, high, () => `/${this.#value()}`).join('') || '/'
  }

  // Returns text for a group of a pattern, such as "a|b" or "\\d+". It often matches.
  #inGroup(group) {
    const random = this.#random
    if (/^[\w|]+$/.test(group)) return random.pick(group.split('|'))
    if (group.includes('d')) return String(random.below(2000))
    if (group.includes('.*')) return random.pick(['', 'a', 'a/b', 'old', this.#value()])
    return this.#value()
  }

  // Returns a path that `source` matches if its groups match.
  #fromSource(source) {
    const random = this.#random
    const isAbsent = (modifier) => (modifier === '?' || modifier === '*') && random.chance(0.35)
    const repeat = (modifier, make) =>
      modifier === '*' || modifier === '+' ? random.list(1, 3, make).join('/') : make()
    return source
      .replace(/\{([^{}]*)\}([?*+]?)/g, (_all, inner, modifier) =>
        isAbsent(modifier) ? '' : inner
      )
      .replace(
        /(\/?):(\w+)(?:\(((?:[^()\\]|\\.|\([^()]*\))*)\))?([?*+]?)/g,
        (_all, slash, _name, group, modifier) =>
          isAbsent(modifier)
            ? ''
            : slash + repeat(modifier, () => (group ? this.#inGroup(group) : this.#value()))
      )
      .replace(/\(((?:[^()\\]|\\.)*)\)([?*+]?)/g, (_all, group) => this.#inGroup(group))
      .replace(/\\(.)/g, '$1')
  }

  // Returns a path of a page such as /blog/[slug].
  #fromTarget(target) {
    const random = this.#random
    return (
      target.replace(/\/?\[(\[?)(\.\.\.)?(\w+)\]\]?/g, (all, isOptional, isList) => {
        if (random.chance(0.04)) return all
        if (isOptional && random.chance(0.4)) return ''
        return isList ? this.#path(1, 3) : `/${this.#value()}`
      }) || '/'
    )
  }

  #dataPath(path) {
    const random = this.#random
    const id = random.chance(0.9) ? buildId : 'other'
    const end = random.chance(0.93) ? '.json' : ''
    return `/_next/data/${id}${path === '/' ? '/index' : path}${end}`
  }

  // Puts a path below the base path and a locale, where the rules are.
  #placed(path) {
    const random = this.#random
    const { basePath, i18n } = this.#config
    let placed = path
    if (i18n && random.chance(0.45)) {
      const locale = random.pick([...i18n.locales, 'FR', 'En', 'xx'])
      placed = `/${locale}${placed === '/' && random.chance(0.8) ? '' : placed}`
    }
    if (random.chance(0.12)) placed = this.#dataPath(placed)
    if (basePath && random.chance(0.85)) {
      placed = basePath + (placed === '/' && random.chance(0.8) ? '' : placed)
    }
    return placed || '/'
  }

  #aimed() {
    const random = this.#random
    const targets = targetsOf(this.#ruleSet)
    return random.choose([
      [this.#sources.length > 0 ? 6 : 0, () => this.#fromSource(random.pick(this.#sources))],
      [4, () => this.#fromTarget(random.pick(targets))],
      [1.5, () => this.#path(0, 3)],
      [0.2, () => random.pick(['/_next/image?url=%2Ffile.txt&w=640&q=75', '/_next/image'])],
      [0.2, () => random.pick(['/404', '/500', '/_error', '/_not-found', '/_app', '/index'])],
      [0.1, () => `/cdn/_next/static/${random.pick(this.#ruleSet.staticFiles)}`],
      [0.1, () => random.pick(['/legacy.txt', '/static/legacy.txt', '/static/a%20b.txt'])]
    ])
  }

  // Damages a path slightly, as clients, crawlers and attackers do.
  #mutated(path) {
    const random = this.#random
    const at = 1 + random.below(path.length)
    // Node.js rejects a path that does not begin with a slash.
    const insert = (text) => path.slice(0, at) + text + path.slice(at)
    const replace = (make) => path.slice(0, at) + make(path[at] ?? '/') + path.slice(at + 1)
    return random.choose([
      [1.5, () => `${path}/`],
      [2, () => (path.length > 1 ? path.replace(/\/$/, '') : path)],
      [3, () => replace((char) => (char === '/' ? char : encodeAll(char)))],
      [2, () => path.replace(/[a-z]+/i, (word) => word.toUpperCase())],
      [0.4, () => insert('//')],
      [1, () => insert('/./')],
      [1, () => insert('/../')],
      [0.4, () => insert('\\')],
      [1, () => insert('%2F')],
      [1, () => insert('%5C')],
      [1, () => insert('%2e%2e/')],
      [0.7, () => insert('%00')],
      [0.7, () => insert('%E0%A4%A')],
      [0.7, () => insert('%')],
      [0.7, () => insert(random.pick([';', ':', '@', '=', '&', '+', '|', '^', '"', '<', '{']))],
      [0.7, () => insert(rawBytes(random.pick(['ü', '日', '😀'])))],
      [0.5, () => insert('\xff')],
      [1, () => `${path}${random.pick(['.json', '.rsc', '.html', '.', '.segment.rsc'])}`],
      [0.7, () => encodeURI(decodeQuietly(path))],
      [0.5, () => path.replaceAll('%', '%25')],
      [0.5, () => path.slice(0, at) || '/'],
      [0.2, () => `/${path}`],
      [0.2, () => path.replace('/', '//')],
      [0.3, () => `${path}/${'a'.repeat(300)}`]
    ])
  }

  #url() {
    const random = this.#random
    if (random.chance(0.01)) return random.pick(['*', 'http://example.com/a', '/', '/?', '/?q=1'])
    const path = this.#mutatedPath()
    const queries = random.chance(0.4) ? random.list(1, 2, () => this.#query()) : []
    const query = queries.length > 0 ? (path.includes('?') ? '&' : '?') + queries.join('&') : ''
    const fragment = random.chance(0.01) ? '#part' : ''
    return (path + query + fragment).replace(/[ \r\n\t]/g, '%20')
  }

  #mutatedPath() {
    const random = this.#random
    let path
    do {
      path = this.#placed(this.#aimed())
      while (random.chance(0.3)) path = this.#mutated(path)
    } while (misleadsNode.test(path))
    // `req.url` of Node.js has one-byte characters only.
    return [...path].map((char) => (char > '\xff' ? encodeURIComponent(char) : char)).join('')
  }

  #query() {
    const random = this.#random
    if (random.chance(0.3)) return `${random.pick(names)}=${random.pick(values)}`
    return random.pick(queryPool)
  }

  #headers() {
    const random = this.#random
    const fields = random.chance(0.99) ? [['Host', random.pick(hosts)]] : []
    if (random.chance(0.5)) fields.push(...random.some(headerPool, random.between(1, 3)))
    return fields
  }

  /** @returns {{ method: string, url: string, headers: [string, string][] }} */
  generate() {
    const method = this.#random.choose([
      [20, () => 'GET'],
      [1, () => 'HEAD'],
      [1, () => 'POST'],
      [0.3, () => 'OPTIONS']
    ])
    return { method, url: this.#url(), headers: this.#headers() }
  }
}

function decodeQuietly(text) {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** Returns the client's next request if it was redirected to another path of the app. */
function followUp(request, { kind, location }) {
  if (kind !== 'redirect' || !location?.startsWith('/') || location.startsWith('//'))
    return undefined
  const url = location.split('#', 1)[0]
  return /^[\x21-\xff]+$/.test(url) ? { ...request, url } : undefined
}

module.exports = { RequestGenerator, followUp }
