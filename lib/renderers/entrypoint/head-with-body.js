'use strict'

const { ServerResponse } = require('node:http')

const plainFlush = ServerResponse.prototype.flushHeaders

/**
 * Lets the head of a response leave together with what is written in the same turn of the event
 * loop. Before the first chunk of every streamed response Next.js flushes the head
 * (dist/server/pipe-readable.js), which would be a packet and a system call of its own.
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
