'use strict'

/**
 * The body of a request in the form that Next.js reads it in where it is read more than once
 * (dist/server/body-streams.js): `cloneBodyStream()` gives a copy, `finalize()` puts what was read
 * back into the request. There is one for each visit, whoever asks first.
 *
 * A copy ends where `experimental.proxyClientMaxBodySize` does, with a warning; until there it is
 * read as fast as the client sends, so this is also what a request may hold in memory.
 *
 * @param {import('../app/context').AppContext} app
 * @param {import('node:http').IncomingMessage} req
 * @param {object} visit what is known of this request
 * @returns {{ cloneBodyStream(): import('node:stream').Readable, finalize(): Promise<void> }}
 */
function cloneableBody(app, req, visit) {
  const { getCloneableBody } = app.next.modules
  const { proxyClientMaxBodySize } = app.config.experimental
  visit.cloneableBody ??= getCloneableBody(req, proxyClientMaxBodySize)
  return visit.cloneableBody
}

module.exports = { cloneableBody }
