'use strict'
// Generates sources and destinations of custom routes in every form that path-to-regexp 6 knows.

const { names, rareSegments, segments } = require('./words')

const groups = [
  '\\d+',
  '\\d{1,3}',
  '[a-z]+',
  'a|b|hello',
  '[^/]+',
  '.*',
  '(?!old).*',
  '.{2,}',
  '\\w+'
]
const unnamed = ['(\\d+)', '(.*)', '([^/]+)', '(a|b)']

class PatternGenerator {
  #random

  constructor(random) {
    this.#random = random
  }

  literal() {
    return this.#random.pick(this.#random.chance(0.12) ? rareSegments : segments)
  }

  #name(used) {
    const free = names.filter((name) => !used.includes(name))
    const name = this.#random.pick(free.length > 0 ? free : names)
    used.push(name)
    return name
  }

  // Returns one segment with its slash. Adds the names of its parameters to `used`.
  #segment(used) {
    const random = this.#random
    return random.choose([
      [10, () => `/${this.literal()}`],
      [5, () => `/:${this.#name(used)}`],
      [2, () => `/:${this.#name(used)}(${random.pick(groups)})`],
      [1, () => `/${random.pick(unnamed)}`],
      [1, () => `/${this.literal()}-:${this.#name(used)}`],
      [0.7, () => `/:${this.#name(used)}.json`],
      [0.7, () => `/:${this.#name(used)}-:${this.#name(used)}`],
      [0.4, () => `/:${this.#name(used)}(${random.pick(groups)}).:${this.#name(used)}`],
      [0.7, () => `/:${this.#name(used)}?`],
      [0.5, () => `{/:${this.#name(used)}}?`],
      [0.3, () => `{/${this.literal()}/:${this.#name(used)}}?`],
      [0.3, () => `{/:${this.#name(used)}}*`],
      [0.3, () => `/${this.literal()}\\(x\\)`],
      [0.3, () => `/@:${this.#name(used)}`],
      [0.3, () => `/:${this.#name(used)}*`]
    ])
  }

  #ending(used) {
    const random = this.#random
    return random.choose([
      [8, () => ''],
      [3, () => `/:${this.#name(used)}*`],
      [2, () => `/:${this.#name(used)}+`],
      [1, () => `/:${this.#name(used)}(.*)`],
      [1, () => '/(.*)'],
      [0.5, () => `/:${this.#name(used)}(\\d+)*`],
      [0.5, () => '/'],
      [0.4, () => `/:${this.#name(used)}?`],
      [0.2, () => `/:${this.#name(used)}?/`]
    ])
  }

  /**
   * @param {number} [narrow] how often it begins with a word, so that other rules can match as well
   * @returns {{ source: string, params: { name: string, isList: boolean }[] }}
   */
  source(narrow = 0) {
    const random = this.#random
    if (random.chance(0.03)) return this.#described('/')
    const used = []
    const count = random.choose([
      [2, () => 0],
      [8, () => 1],
      [6, () => 2],
      [2, () => 3]
    ])
    let text = random.chance(narrow) ? `/${this.literal()}` : ''
    for (let index = 0; index < count; index += 1) text += this.#segment(used)
    text += this.#ending(used)
    return this.#described(text || '/:path*')
  }

  #described(source) {
    const params = [...source.matchAll(/:(\w+)(?:\((?:[^()]|\([^)]*\))*\))?([*+?]?)/g)].map(
      ([, name, modifier]) => ({ name, isList: modifier === '*' || modifier === '+' })
    )
    return { source, params }
  }

  // Returns a use of a parameter in a path, mostly one that can be filled in.
  #use({ name, isList }) {
    const random = this.#random
    if (isList) return `:${name}${random.chance(0.95) ? '*' : ''}`
    return `:${name}${random.chance(0.05) ? '?' : ''}`
  }

  path(params, targets) {
    const random = this.#random
    if (targets.length > 0 && random.chance(0.45)) return this.#filled(random.pick(targets), params)
    const parts = random.list(0, 2, () => `/${this.literal()}`)
    for (const param of params) {
      if (!random.chance(0.6)) continue
      const glue = !param.isList && random.chance(0.15) ? `${this.literal()}-` : ''
      parts.push(`/${glue}${this.#use(param)}`)
    }
    return parts.join('') || '/'
  }

  // Makes a destination of a page such as /blog/[slug], with parameters of the source or words.
  #filled(target, params) {
    const random = this.#random
    return target.replace(/\[\[?(\.\.\.)?(\w+)\]\]?/g, (all, dots) => {
      if (random.chance(0.1)) return all
      const fitting = params.filter(({ isList }) => isList === Boolean(dots))
      if (fitting.length > 0 && random.chance(0.8)) return this.#use(random.pick(fitting))
      return this.literal()
    })
  }

  query(params) {
    const random = this.#random
    if (!random.chance(0.3)) return ''
    const one = () =>
      random.choose([
        [2, () => `${random.pick(names)}=${random.pick(['1', 'x%20y', '', 'a+b', 'ü'])}`],
        [2, () => (params.length > 0 ? `q=${this.#use(random.pick(params))}` : 'q=1')],
        [1, () => (params.length > 0 ? `p=pre-${this.#use(random.pick(params))}` : 'flag')],
        [0.5, () => 'k=1&k=2']
      ])
    return `?${random.list(1, 2, one).join('&')}`
  }

  #origin(params) {
    const single = params.filter(({ isList }) => !isList)
    return this.#random.choose([
      [5, () => 'https://example.com'],
      [2, () => 'http://127.0.0.1:9'],
      [1, () => 'https://user:pw@example.com:8443'],
      [1, () => 'http://EXAMPLE.com'],
      [single.length > 0 ? 1.5 : 0, () => `https://:${this.#random.pick(single).name}.example.com`]
    ])
  }

  /**
   * @param {{ name: string, isList: boolean }[]} params of the source
   * @param {string[]} targets pages and files of the app
   * @param {{ external: number, hash: number }} odds
   */
  destination(params, targets, { external, hash }) {
    const random = this.#random
    const isExternal = random.chance(external)
    const origin = isExternal ? this.#origin(params) : ''
    const path = isExternal && random.chance(0.1) ? '' : this.path(params, targets)
    const fragment = random.chance(hash)
      ? `#${params.length > 0 && random.chance(0.5) ? `:${random.pick(params).name}` : 'part'}`
      : ''
    return origin + path + this.query(params) + fragment
  }
}

module.exports = { PatternGenerator }
