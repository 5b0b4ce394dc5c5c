'use strict'

/**
 * The body of a request in the form in which Next.js reads it more than once
 * (dist/server/body-streams.js): `cloneBodyStream()` returns a copy, `finalize()` puts what was read
 * back into the request.
 *
 * A copy ends at `experimental.proxyClientMaxBodySize`, with a warning. Up to there it is read as fast
 * as the client sends, so that is also what one request may hold in memory.
 *
 * @param {import('../app/context').AppContext} app
 * @param {import('node:http').IncomingMessage} req
 * @returns {{ cloneBodyStream(): import('node:stream').Readable, finalize(): Promise<void> }}
 */
function cloneableBody({ next, config }, req) {
  return next.modules.getCloneableBody(req, config.experimental.proxyClientMaxBodySize)
}

module.exports = { cloneableBody }
