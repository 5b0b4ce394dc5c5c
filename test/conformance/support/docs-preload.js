'use strict'
// Preloaded into the docs' servers, whose files are not changed. Defines the global `port` that the
// fragment of version 12 reads, moves the server from the port it names to a free one, and tells
// the parent which package serves.

const net = require('node:net')
const path = require('node:path')

globalThis.port = 3000

const { listen } = net.Server.prototype
net.Server.prototype.listen = function (port, ...rest) {
  if (Number(port) !== 3000) return listen.call(this, port, ...rest)
  this.once('listening', () => process.send({ port: this.address().port }))
  return listen.call(this, 0, ...rest)
}

const library = path.resolve(__dirname, '..', '..', '..', 'lib', 'index.js')
process.on('message', () => process.send({ native: library in require.cache }))
process.on('disconnect', () => process.exit())
