'use strict'
// The outcome of a request in one shape for the reference and for next-native, and a comparison of
// two outcomes. A field that one side does not know is undefined and is not compared.

const fileTypes = ['publicFolder', 'nextStaticFolder', 'legacyStaticFolder']
const apiKinds = ['PAGES_API', 'APP_ROUTE']
const rewrittenFields = ['x-nextjs-rewritten-path', 'x-nextjs-rewritten-query']

// Returns the fields as they end up on the response: a later one replaces an earlier one.
function fieldsOf(...groups) {
  const fields = {}
  for (const group of groups) {
    for (const [name, value] of Object.entries(group ?? {})) {
      if (value !== undefined) fields[name.toLowerCase()] = [value].flat().map(String)
    }
  }
  return fields
}

const textAfter = (body, mark) => (body.startsWith(mark) ? body.slice(mark.length) : undefined)

function pageOutcome({ status, body, calls, decisions }) {
  const { output, query } = decisions[0]
  const call = calls.find(({ file }) => file !== 'middleware.js')
  const isApi = output.kind ? apiKinds.includes(output.kind) : isApiFile(call?.file)
  return {
    kind: isApi ? 'api' : 'page',
    // Without a definition, the server looks up the page again and may find another one.
    pathname: output.kind && output.pathname,
    // Pages have one for each locale; the server picks the right one later.
    page: output.kind?.startsWith('APP') ? output.page : undefined,
    // With another status, an error page answers.
    file: status === 200 ? (call?.file ?? textAfter(body, 'html:')) : undefined,
    params: status === 200 && call ? (call.meta.params ?? {}) : undefined,
    query,
    locale: status === 200 ? call?.meta.locale : undefined
  }
}

const isApiFile = (file) => /^pages\/api\/|\/route\.js$/.test(file)

function outputOutcome(record) {
  const { output } = record.decisions[0]
  if (!fileTypes.includes(output.type)) return pageOutcome(record)
  return { kind: 'file', file: textAfter(record.body, 'file:') }
}

function decidedOutcome(record) {
  const { status, headers, decisions, proxy } = record
  const [decision] = decisions
  if (hasRefusedField(record)) return { kind: 'error' }
  if (!decision) {
    if (status >= 300 && status < 400)
      return { kind: 'redirect', status, location: headers.location }
    return status === 400 ? { kind: 'bad-request' } : { kind: 'error' }
  }
  // The image optimizer also answers other paths that begin like its own.
  const isImage = decision.output?.type === 'nextImage' || record.asksForImage
  if (decision.output && isImage) return { kind: 'image' }
  if (proxy) return { kind: 'proxy', url: proxy }
  if (decision.statusCode === status)
    return { kind: 'redirect', status, location: headers.location }
  // The target of an external rewrite may be an invalid URL.
  if (decision.finished && decision.protocol) return { kind: 'error' }
  if (status === 400) return { kind: 'bad-request' }
  const isErrorPage = decision.output?.pathname === '/500'
  if (status === 500 && !isErrorPage) return { kind: 'error' }
  if (!decision.output || isMissed(record)) return { kind: 'miss' }
  return outputOutcome(record)
}

// True if Node.js rejects a field name or value that a rule made.
function hasRefusedField({ errors }) {
  const codes = ['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN']
  return errors.flat().some((error) => codes.includes(error?.code))
}

// True for a page that exists but is not served, at all or under this name. The client router gets
// an empty object instead.
function isMissed({ status, headers, body, decisions: [{ output }] }) {
  if (status === 200) return body === '{}' && !headers['x-middleware-skip']
  return status === 404 && !(output.kind && /^\/(404|_not-found)$/.test(output.pathname))
}

/** @param {object} record the result of Reference's ask() */
function referenceOutcome(record) {
  const early = Object.fromEntries(rewrittenFields.map((name) => [name, record.headers[name]]))
  const outcome = decidedOutcome(record)
  const [decision] = record.decisions
  return {
    ...outcome,
    // The image optimizer requests the image itself, which may run middleware.
    runsMiddleware:
      outcome.kind === 'image'
        ? undefined
        : record.calls.some(({ file }) => file === 'middleware.js'),
    fields: fieldsOf(early, wasAnsweredEarly(record) ? {} : decision?.resHeaders)
  }
}

// True if the render server already answered when it was asked for middleware, so that no field can
// be set any more.
function wasAnsweredEarly({ decisions: [decision], proxy }) {
  return decision?.finished && !decision.output && !decision.statusCode && !proxy
}

const isEqual = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

// Sorts names, whose order has no meaning, but not values.
function sorted(value) {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])])
  )
}

/** @returns {string[]} "field: reference | ours" */
function differences(reference, ours) {
  return Object.keys(reference)
    .filter((field) => reference[field] !== undefined && ours[field] !== undefined)
    .filter((field) => !isEqual(reference[field], ours[field]))
    .map(
      (field) => `${field}: ${JSON.stringify(reference[field])} | ${JSON.stringify(ours[field])}`
    )
}

module.exports = { differences, fieldsOf, referenceOutcome }
