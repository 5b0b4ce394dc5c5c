'use strict'
// Cases for the apps whose middleware does what the request asks for (edge-middleware/lib/answer.js
// of the fixtures).

const { one } = require('./case')

/**
 * @typedef {object} Ask instructions to the middleware
 * @property {string} [answer] the maker of its answer, see answer.js; `next` by default
 * @property {string | object} [to] the target of a rewrite or redirect
 * @property {unknown} [value] the body
 * @property {number} [status]
 * @property {string} [statusText]
 * @property {Record<string, string> | [string, string][]} [headers] of the response
 * @property {object[]} [cookies] to set, or to `remove`
 * @property {object} [request] changes of the request's header: `set`, `append`, `remove`, `only`
 * @property {string[] | true} [see] report in `x-seen` what it sees
 * @property {string} [read] how to read the body
 * @property {string} [fail] the error to throw; `when` says if 'at once' or 'later'
 * @property {string[]} [does] more work, with `about` as its text
 */

/** Returns the header field that carries `ask`. */
const asking = (ask) => ({ 'x-ask': encodeURIComponent(JSON.stringify(ask)) })

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 3)}...` : text)

const show = (value) =>
  JSON.stringify(value, (_key, item) => (typeof item === 'string' ? cut(item, 60) : item))

/** Returns a step of a sequence: a request that asks middleware for `ask`. */
const asked = (path, ask, { headers = {}, ...step } = {}) => ({
  path,
  ...step,
  headers: Array.isArray(headers)
    ? [...headers, ...Object.entries(asking(ask))]
    : { ...headers, ...asking(ask) }
})

/** Returns a case of one such request. */
const ask = (path, what, options = {}) => {
  const { name, ...step } = options
  const { method = 'GET', body, ...rest } = step
  const parts = [method, cut(path, 80), show(what)]
  if (Object.keys(rest).length > 0) parts.push(show(rest))
  if (body !== undefined) parts.push(`(body of ${body.length})`)
  return one(path, { ...asked(path, what, step), name: name ?? parts.join(' ') })
}

/** Returns cases that ask the same of every path, or that ask one path for each item of a list. */
const askEach = (paths, what, options) => paths.map((path) => ask(path, what, options))
const askAll = (path, list, options) => list.map((what) => ask(path, what, options))

const rewrite = (to, more) => ({ answer: 'rewrite', to, ...more })
const redirect = (to, more) => ({ answer: 'redirect', to, ...more })

module.exports = { ask, askAll, askEach, asked, asking, redirect, rewrite }
