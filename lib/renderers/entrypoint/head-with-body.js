'use strict'

const { ServerResponse } = require('node:http')

const plainFlush = ServerResponse.prototype.flushHeaders

/**
 * Sends the head of a response together with what is written in the same turn of the event loop.
 * Next.js flushes the head before the first chunk of every streamed response
 * (dist/server/pipe-readable.js), which costs a packet and a system call.
 */
function joinHeadWithBody(res) {
  if (res.flushHeaders === plainFlush) res.flushHeaders = flushWithBody
}

function flushWithBody() {
  const { socket } = this
  if (socket && !socket.writableCorked) {
    socket.cork()
    process.nextTick(uncork, socket)
  }
  plainFlush.call(this)
}

function uncork(socket) {
  socket.uncork()
}

module.exports = { joinHeadWithBody }
