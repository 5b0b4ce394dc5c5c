'use strict'

// Finds the requests that no rewrite can match, without compiling a source. A segment of a source that
// is plain text has to be in the path, so one such segment of each source rules out nearly every path.
// When in doubt, a path may match.

// Groups, escapes and character classes, which splitting at "/" does not understand.
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

/** True if Next.js ends its search at this rewrite, with path and query unchanged. */
function isExternal({ destination }) {
  return /^https?:\/\//.test(destination)
}

class RewriteIndex {
  #segments = new Set()

  /**
   * @param {object[]} rewrites of the routes manifest
   * @param {string[]} locales Next.js adds these to paths by itself
   */
  constructor(rewrites, locales = []) {
    const ignored = new Set(locales.map((locale) => locale.toLowerCase()))
    const literals = rewrites.map(({ source }) =>
      literalSegments(source).filter((segment) => !ignored.has(segment))
    )
    // A segment that many sources share, such as the base path, rules out little: the rarest is used.
    const counts = countAll(literals)
    this.#segments = new Set()
    /** Rewrites that may match any path. */
    this.general = []
    literals.forEach((segments, index) => {
      const rarest = segments.toSorted((a, b) => counts.get(a) - counts.get(b))[0]
      if (rarest === undefined) this.general.push(rewrites[index])
      else this.#segments.add(rarest)
    })
    /** True if the rewrites in `general` leave a path unchanged that no other rewrite matches. */
    this.isUseful = this.general.every(isExternal)
  }

  /**
   * Tells if a rewrite outside of `general` may match.
   *
   * @param {string} url path and query
   */
  mayMatch(url) {
    const path = url.split('?', 1)[0].toLowerCase()
    return path.split('/').some((segment) => this.#has(segment))
  }

  /** Looks up without suffixes too: Next.js removes `.json`, `.rsc`, `.segments` before it matches. */
  #has(segment) {
    if (this.#segments.has(segment)) return true
    for (let end = segment.lastIndexOf('.'); end > 0; end = segment.lastIndexOf('.', end - 1)) {
      if (this.#segments.has(segment.slice(0, end))) return true
    }
    return false
  }
}

module.exports = { RewriteIndex }
