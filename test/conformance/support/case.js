'use strict'
// Short ways to write cases. A case of one request is named after the request.

const describeHeaders = (headers = {}) =>
  (Array.isArray(headers) ? headers : Object.entries(headers)).map(
    ([name, value]) => `${name}: ${value.length > 60 ? `${value.slice(0, 57)}...` : value}`
  )

function describeStep({ method = 'GET', path, headers, rsc, body, server }) {
  const parts = [method, path, ...describeHeaders(headers)]
  if (rsc) parts.push(`(${rsc} _rsc)`)
  if (body !== undefined) parts.push(`(body of ${body.length})`)
  if (server) parts.push(JSON.stringify(server))
  const text = parts.join(' ')
  return text.length > 200 ? `${text.slice(0, 197)}...` : text
}

// Returns a case of one request.
const one = (path, options = {}) => {
  const { name, ...rest } = options
  const step = { path, ...rest }
  return { name: name ?? describeStep(step), steps: [step] }
}

// Returns a case of several requests, one after the other. A number is a pause in milliseconds.
const sequence = (name, steps) => ({
  name,
  steps: steps.map((step) => {
    if (typeof step === 'number') return { wait: step }
    return typeof step === 'string' ? { path: step } : step
  })
})

// Returns a case for every path, or for every set of options.
const each = (paths, options) => paths.map((path) => one(path, options))
const vary = (path, list) => list.map((options) => one(path, options))

const otherMethods = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
const methods = (path, list = otherMethods) => list.map((method) => one(path, { method }))

const rsc = (headers = {}) => ({ headers: { RSC: '1', ...headers } })

module.exports = { each, methods, one, otherMethods, rsc, sequence, vary }
