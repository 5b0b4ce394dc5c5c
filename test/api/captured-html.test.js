'use strict'

// renderToHTML() and renderErrorToHTML() set status and fields of the response. Any text that the user's
// server then sends has to arrive complete.

const assert = require('node:assert')
const test = require('node:test')
const { buildFixture } = require('../support/fixture')
const { withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()

const methods = {
  'a prerendered page': (app, req, res) => app.renderToHTML(req, res, '/isr'),
  'a page rendered per request': (app, req, res) => app.renderToHTML(req, res, '/dynamic'),
  'a page of the Pages Router': (app, req, res) => app.renderToHTML(req, res, '/legacy/ssr'),
  'a missing page': (app, req, res) => app.renderToHTML(req, res, '/missing'),
  'the 404 page': (app, req, res) => {
    res.statusCode = 404
    return app.renderErrorToHTML(null, req, res, '/x')
  },
  'the 500 page': (app, req, res) => {
    res.statusCode = 500
    return app.renderErrorToHTML(new Error('never shown'), req, res, '/x')
  }
}

for (const [what, render] of Object.entries(methods)) {
  test(`${what}: arrives unchanged, lengthened and shortened`, async (t) => {
    let html
    const changes = {
      '/same': (text) => text,
      '/longer': (text) => `${text}<!-- ü and more -->`,
      '/shorter': (text) => text.slice(0, 20)
    }
    const { origin } = await serveApp(
      t,
      next,
      { dir: buildFixture() },
      (app) => async (req, res) => {
        const change = changes[req.url]
        html = await render(app, req, res)
        res.end(change(html))
      }
    )
    // The second round is answered from memory. Encodings and conditions must not matter.
    const conditions = { 'accept-encoding': 'gzip, br', 'if-none-match': '*', range: 'bytes=0-9' }
    for (const headers of [{}, conditions]) {
      for (const [url, change] of Object.entries(changes)) {
        const answer = await get(origin + url, { headers, signal: AbortSignal.timeout(5000) })
        assert.match(html, /^<!DOCTYPE html>.*<\/html>/s)
        assert.strictEqual(answer.text, change(html), `${url} ${JSON.stringify(headers)}`)
        assert.match(answer.headers.get('content-type'), /text\/html/)
        assert.strictEqual(answer.headers.get('content-encoding'), null)
      }
    }
  })
}
