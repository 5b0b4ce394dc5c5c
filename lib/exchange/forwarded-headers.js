'use strict'

/**
 * Adds `x-forwarded-*` where a proxy has not (base-server.js, handleRequestImpl): user code reads
 * them through `headers()`.
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
