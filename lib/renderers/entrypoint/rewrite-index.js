'use strict'

// Which requests no rewrite can match, told without compiling a single source. A segment of a source
// that is plain text has to stand in the path as it is, so one such segment of each source is enough
// to rule out nearly every path. In doubt a path may match.

// What would take more than splitting at "/" to understand: groups, escapes, character classes.
const needsParser = /[{}[\]\\]/
const isPlainText = /^[\w\-.~!$&',;=@%]+$/

/** The segments of a source that are plain text, in lower case. */
function literalSegments(source) {
  if (needsParser.test(source)) return []
  const literals = []
  let depth = 0
  for (const segment of source.split('/')) {
    if (depth === 0 && isPlainText.test(segment)) literals.push(segment.toLowerCase())
    for (const character of segment) depth += (character === '(') - (character === ')')
  }
  return literals
}

function countAll(lists) {
  const counts = new Map()
  for (const list of lists) {
    for (const item of new Set(list)) counts.set(item, (counts.get(item) ?? 0) + 1)
  }
  return counts
}

/** Whether Next.js ends its search at this rewrite and leaves path and query as they were. */
function isExternal({ destination }) {
  return /^https?:\/\//.test(destination)
}

class RewriteIndex {
  #segments = new Set()

  /**
   * @param {object[]} rewrites of the routes manifest
   * @param {string[]} locales which Next.js puts into paths by itself
   */
  constructor(rewrites, locales = []) {
    const ignored = new Set(locales.map((locale) => locale.toLowerCase()))
    const literals = rewrites.map(({ source }) =>
      literalSegments(source).filter((segment) => !ignored.has(segment))
    )
    // A segment that many sources share, such as the base path, tells nothing.
    const counts = countAll(literals)
    this.#segments = new Set()
    /** Rewrites that may match any path. */
    this.general = []
    literals.forEach((segments, index) => {
      const rarest = segments.toSorted((a, b) => counts.get(a) - counts.get(b))[0]
      if (rarest === undefined) this.general.push(rewrites[index])
      else this.#segments.add(rarest)
    })
    /** Whether a path that no other rewrite matches is left as it is by those of `general`. */
    this.isUseful = this.general.every(isExternal)
  }

  /**
   * Whether a rewrite that is not one of `general` may match.
   *
   * @param {string} url path and query
   */
  mayMatch(url) {
    const path = url.split('?', 1)[0].toLowerCase()
    return path.split('/').some((segment) => this.#has(segment))
  }

  /** Next.js takes suffixes off before it matches: `.json` of data, `.rsc`, `.segments`. */
  #has(segment) {
    if (this.#segments.has(segment)) return true
    for (let end = segment.lastIndexOf('.'); end > 0; end = segment.lastIndexOf('.', end - 1)) {
      if (this.#segments.has(segment.slice(0, end))) return true
    }
    return false
  }
}

module.exports = { RewriteIndex }
