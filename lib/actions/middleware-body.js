'use strict'

/**
 * Streams the body of middleware's answer (router-server.js). An answer without a body is sent as an
 * empty stream, in chunks.
 *
 * @param {import('../next/installed-next').InstalledNext} next
 * @param {{ status: number }} action
 * @param {import('node:http').ServerResponse} res
 * @param {ReadableStream | null} body
 */
async function sendMiddlewareBody(next, { status }, res, body) {
  const { pipeToNodeResponse } = next.modules
  res.statusCode = status
  await pipeToNodeResponse(body ?? emptyStream(), res)
}

function emptyStream() {
  return new ReadableStream({
    start(controller) {
      controller.enqueue('')
      controller.close()
    }
  })
}

module.exports = { sendMiddlewareBody }
