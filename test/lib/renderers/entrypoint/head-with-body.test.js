'use strict'

const assert = require('node:assert')
const http = require('node:http')
const { once } = require('node:events')
const test = require('node:test')
const { joinHeadWithBody } = require('../../../../lib/renderers/entrypoint/head-with-body')

async function answer(t, handler) {
  const server = http.createServer(handler).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`)
  return { status: response.status, text: await response.text() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a flushed head is sent with what is written in the same turn, and no later', async (t) => {
  let held, sent
  const { text } = await answer(t, async (req, res) => {
    joinHeadWithBody(res)
    res.flushHeaders()
    held = res.socket.writableLength
    res.write('one')
    await turn()
    sent = res.socket.writableLength
    res.end(' two')
  })
  assert.ok(held > 0, 'the head is not sent yet')
  assert.strictEqual(sent, 0, 'head and chunk are sent')
  assert.strictEqual(text, 'one two')
})

test('a head without a body is sent at the end of the turn', async (t) => {
  let sent
  const { status, text } = await answer(t, async (req, res) => {
    joinHeadWithBody(res)
    res.statusCode = 201
    res.flushHeaders()
    await turn()
    sent = res.socket.writableLength
    res.end()
  })
  assert.deepStrictEqual([sent, status, text], [0, 201, ''])
})

test('a response without a socket, or with its own flush, stays unchanged', () => {
  const res = new http.ServerResponse(new http.IncomingMessage(null))
  joinHeadWithBody(res)
  res.flushHeaders()
  assert.strictEqual(res.headersSent, true)
  const own = Object.assign(new http.ServerResponse(new http.IncomingMessage(null)), {
    flushHeaders() {}
  })
  const { flushHeaders } = own
  joinHeadWithBody(own)
  assert.strictEqual(own.flushHeaders, flushHeaders)
})
