'use strict'

/**
 * Adds the `x-forwarded-*` fields that no proxy has set (handleRequestImpl in base-server.js). User
 * code reads them through `headers()`.
 *
 * @param {import('node:http').IncomingMessage} req
 * @param {import('../app/context').AppContext} app
 */
function addForwardedHeaders(req, app) {
  const { headers, socket } = req
  const sentProtocol = headers['x-forwarded-proto']
  const isSecure = sentProtocol ? sentProtocol === 'https' : Boolean(socket?.encrypted)
  headers['x-forwarded-host'] ??= headers.host ?? app.hostname
  headers['x-forwarded-port'] ??= String(app.port)
  headers['x-forwarded-proto'] ??= isSecure ? 'https' : 'http'
  headers['x-forwarded-for'] ??= socket?.remoteAddress
}

module.exports = { addForwardedHeaders }
