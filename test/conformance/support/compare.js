'use strict'
// Compares an answer with the reference's. A second reference gets the same request and shows which
// parts are volatile: where the two differ, any value is accepted, but the structure must agree.

const zlib = require('node:zlib')
const { spawnSync } = require('node:child_process')

const { allowedDifferences } = require('./allowed-differences')

const decoders = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  zstd: (bytes) => {
    if (zlib.zstdDecompressSync) return zlib.zstdDecompressSync(bytes)
    const { status, stdout } = spawnSync('zstd', ['-dcq'], { input: bytes, maxBuffer: 2 ** 28 })
    if (status !== 0) throw new Error('cannot decode zstd: needs Node.js 22.15 or the zstd command')
    return stdout
  }
}

function decode(body, coding) {
  if (!coding || body.length === 0) return body
  if (!Object.hasOwn(decoders, coding)) return body
  try {
    return decoders[coding](body)
  } catch (error) {
    return Buffer.from(`(undecodable ${coding}: ${error.message})`)
  }
}

// Returns an answer in the form for comparison: header values by lower-case name, decoded body.
function normalize(answer) {
  if (answer === null) return null
  const headers = {}
  for (const [name, value] of answer.headers) (headers[name.toLowerCase()] ??= []).push(value)
  const body = decode(answer.body, headers['content-encoding']?.[0])
  const { status, reason, interim, complete, framing } = answer
  return { status, reason, interim, complete, framing, headers, body }
}

const tokens = (text) => text.match(/[\w-]+|[^\w-]/g) ?? []

// Returns a test that accepts texts equal to `first` wherever `first` and `second` agree. Returns
// null if these two do not have the same structure.
function makeMask(first, second) {
  if (first === second) return { exact: true, accepts: (text) => text === first }
  const a = tokens(first)
  const b = tokens(second)
  if (a.length !== b.length) return null
  const accepts = (text) => {
    const c = tokens(text)
    return c.length === a.length && a.every((token, at) => token === c[at] || token !== b[at])
  }
  return { exact: false, accepts }
}

function firstDifference(expected, actual) {
  let at = 0
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) at++
  const show = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80))
  return `at ${at} of ${expected.length}/${actual.length}: ${show(expected)} | ${show(actual)}`
}

/** Returns true if the reference's own bodies differ, so that their lengths mean nothing. */
function compareBody(first, second, ours, report) {
  const [a, b, c] = [first, second, ours].map(({ body }) => body.toString('latin1'))
  const mask = makeMask(a, b)
  if (mask === null) {
    report.unstable.push('body')
    if ((a === '') !== (c === '')) report.differences.push(`body: ${firstDifference(a, c)}`)
  } else if (!mask.accepts(c)) {
    report.differences.push(`body${mask.exact ? '' : ' (masked)'}: ${firstDifference(a, c)}`)
  }
  return !mask?.exact
}

function compareHeaders(first, second, ours, isBodyVolatile, report) {
  const names = new Set([...Object.keys(first.headers), ...Object.keys(ours.headers)])
  for (const name of [...names].sort()) {
    if (name === 'date' && first.headers.date && ours.headers.date) continue
    const isCounted = first.headers[name] && ours.headers[name]
    if (name === 'content-length' && isBodyVolatile && isCounted) continue
    const [a, b, c] = [first, second, ours].map(({ headers }) => headers[name] ?? [])
    const same = (accepts) => a.length === c.length && a.every((_, at) => accepts(at))
    if (a.length !== b.length) report.unstable.push(name)
    else if (!same((at) => makeMask(a[at], b[at])?.accepts(c[at]) ?? true)) {
      report.differences.push(`${name}: ${JSON.stringify(a)} | ${JSON.stringify(c)}`)
    }
  }
}

/**
 * @returns {{ differences: string[], unstable: string[], allowed: string[] }} differences read
 *   "field: reference | ours"; `unstable` names the fields in which the two references differ;
 *   `allowed` names the allowed differences that were used
 */
function compare(request, referenceA, referenceB, answer) {
  const report = { differences: [], unstable: [], allowed: [] }
  const [first, second, ours] = [referenceA, referenceB, answer].map(normalize)
  if (first === null || ours === null) {
    const name = (side) => (side === null ? 'no answer' : side.status)
    if (first !== ours) report.differences.push(`answer: ${name(first)} | ${name(ours)}`)
    return report
  }
  for (const row of allowedDifferences) {
    if (row.apply({ request, reference: [first, second ?? first], ours })) {
      report.allowed.push(row.id)
    }
  }
  for (const field of ['status', 'reason', 'complete', 'framing']) {
    if (first[field] !== second?.[field]) report.unstable.push(field)
    else if (first[field] !== ours[field]) {
      report.differences.push(`${field}: ${first[field]} | ${ours[field]}`)
    }
  }
  if (String(first.interim) !== String(ours.interim)) {
    report.differences.push(`interim: ${first.interim} | ${ours.interim}`)
  }
  const isBodyVolatile = compareBody(first, second ?? first, ours, report)
  compareHeaders(first, second ?? first, ours, isBodyVolatile, report)
  return report
}

const headerOrder = (answer) => answer?.headers.map(([name]) => name.toLowerCase()).join(' ')

module.exports = { compare, headerOrder, normalize }
