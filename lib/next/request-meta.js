'use strict'

// The request meta: what compiled code learns about a request besides the request itself
// (dist/server/request-meta.js). It hangs on the request under a symbol that all versions share.

const metaSymbol = Symbol.for('NextInternalRequestMeta')

/**
 * Notes what the client router asks for (handleRSCRequest in dist/server/base-server.js).
 *
 * @param {object} meta
 * @param {{ isRsc?: boolean, isPrefetch?: boolean, segment?: string }} action of the core
 */
function addRouterMeta(meta, { isRsc, isPrefetch, segment }) {
  if (!isRsc) return
  meta.isRSCRequest = true
  if (!isPrefetch) return
  meta.isPrefetchRSCRequest = true
  if (segment !== undefined) meta.segmentPrefetchRSCRequest = segment
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
