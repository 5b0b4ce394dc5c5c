'use strict'

// The request meta: what compiled code learns about a request besides the request itself
// (dist/server/request-meta.js). It hangs on the request under a symbol that all versions share.

const metaSymbol = Symbol.for('NextInternalRequestMeta')

/**
 * Notes that a request comes from the client router (handleRSCRequest in dist/server/base-server.js).
 *
 * @param {object} meta
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
function addRouterMeta(meta, headers) {
  if (headers.rsc !== '1') return
  meta.isRSCRequest = true
  if (headers['next-router-prefetch'] !== '1') return
  meta.isPrefetchRSCRequest = true
  const segment = headers['next-router-segment-prefetch']
  if (typeof segment === 'string') meta.segmentPrefetchRSCRequest = segment
}

/**
 * A query as Next.js passes it on (searchParamsToUrlQuery): repeated names become arrays.
 *
 * @param {URLSearchParams} searchParams
 * @returns {Record<string, string | string[]>}
 */
function toQuery(searchParams) {
  const query = {}
  for (const [name, value] of searchParams) {
    const before = query[name]
    if (before === undefined) query[name] = value
    else if (Array.isArray(before)) before.push(value)
    else query[name] = [before, value]
  }
  return query
}

module.exports = { addRouterMeta, metaSymbol, toQuery }
