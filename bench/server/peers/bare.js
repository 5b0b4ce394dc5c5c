'use strict'
// The ceiling of everything behind node:http: one ready answer, whatever is asked for. The bench
// hands over which with a message `{ replay: { status, headers, body } }`, the body in base64.

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
