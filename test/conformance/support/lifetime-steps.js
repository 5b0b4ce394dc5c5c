'use strict'
// Steps that cases about lifetimes share: requests for an answer, and requests that change it.

const { segment } = require('../cases/app-payloads')

const json = (path, value) => ({
  path,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value)
})

/** Calls revalidateTag or revalidatePath in a route handler. */
const invalidate = (what) => json('/api/invalidate', what)
/** Sets the mode of a page of the app router from now on. */
const become = (name, mode) => json('/api/state', { name, mode })

const payload = (path) => ({ path, headers: { RSC: '1' }, rsc: 'right' })
const prefetch = (path) => ({
  path,
  headers: { RSC: '1', 'Next-Router-Prefetch': '1' },
  rsc: 'right'
})
const segmentOf = (path, name = '/_tree') => ({ path, headers: segment(name), rsc: 'right' })
const head = (path) => ({ path, method: 'HEAD' })
const copyOf = (path, step = 0) => ({ path, ifNoneMatch: step })
const withCookie = (path, cookie) => ({ path, headers: { Cookie: cookie } })
/** Revalidates on demand, with the secret `id`. */
const onDemand = (path, id, headers = {}) => ({
  path,
  headers: { 'x-prerender-revalidate': id, ...headers }
})
const ifGenerated = { 'x-prerender-revalidate-if-generated': '1' }

/** Ways to request one page that may each get a different answer. */
const manners = [
  {},
  { method: 'HEAD' },
  { method: 'POST' },
  { headers: { 'Accept-Encoding': 'gzip' } },
  { headers: { 'Accept-Encoding': 'br, gzip' } },
  { headers: { 'If-None-Match': '*' } },
  { headers: { 'If-None-Match': '"other"', 'Cache-Control': 'no-cache' } },
  { headers: { 'If-Modified-Since': 'Thu, 01 Jan 2037 00:00:00 GMT' } },
  { headers: { Purpose: 'prefetch' } },
  { headers: { Cookie: '__prerender_bypass=wrong' } },
  { headers: { Cookie: '__next_preview_data=wrong' } },
  { headers: { Cookie: '__prerender_bypass=wrong; __next_preview_data=wrong' } },
  { headers: { 'x-prerender-revalidate': 'wrong' } },
  { headers: { 'User-Agent': 'Googlebot/2.1' } },
  { headers: { Range: 'bytes=0-3' } }
]

const pageManners = [
  { headers: { RSC: '1' }, rsc: 'right' },
  { headers: { RSC: '1', 'Next-Router-Prefetch': '1' }, rsc: 'right' },
  { headers: { RSC: '1', 'Next-Router-Prefetch': '2' }, rsc: 'right' },
  { headers: segment('/_tree'), rsc: 'right' },
  { headers: segment('/_head'), rsc: 'right' },
  { headers: segment('/unknown'), rsc: 'right' }
]

module.exports = {
  become,
  copyOf,
  head,
  ifGenerated,
  invalidate,
  manners,
  onDemand,
  pageManners,
  payload,
  prefetch,
  segmentOf,
  withCookie
}
