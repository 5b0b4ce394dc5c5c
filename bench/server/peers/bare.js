'use strict'
// The ceiling for everything behind node:http: one ready answer to every request. The bench sends
// it as a message `{ replay: { status, headers, body } }`, with the body in base64.

async function start() {
  let answer = { status: 503, headers: [], body: Buffer.alloc(0) }
  return {
    handle(req, res) {
      res.writeHead(answer.status, answer.headers)
      res.end(answer.body)
    },
    replay({ status, headers, body }) {
      answer = { status, headers, body: Buffer.from(body, 'base64') }
    }
  }
}

module.exports = { start }
