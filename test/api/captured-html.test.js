'use strict'

// renderToHTML() and renderErrorToHTML() leave status and fields on the response: whatever the
// user's server then sends has to arrive whole.

const assert = require('node:assert')
const test = require('node:test')
const { buildFixture } = require('../support/fixture')
const { withAddon } = require('../support/core')
const { get, serveApp } = require('../support/serve')

const next = withAddon()

const methods = {
  'a page made ahead': (app, req, res) => app.renderToHTML(req, res, '/isr'),
  'a page made per request': (app, req, res) => app.renderToHTML(req, res, '/dynamic'),
  'a page of the Pages Router': (app, req, res) => app.renderToHTML(req, res, '/legacy/ssr'),
  'the page of a missing one': (app, req, res) => app.renderToHTML(req, res, '/missing'),
  'the page of 404': (app, req, res) => {
    res.statusCode = 404
    return app.renderErrorToHTML(null, req, res, '/x')
  },
  'the page of 500': (app, req, res) => {
    res.statusCode = 500
    return app.renderErrorToHTML(new Error('shown to nobody'), req, res, '/x')
  }
}

for (const [what, render] of Object.entries(methods)) {
  test(`${what}: arrives as it is, changed and shortened`, async (t) => {
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
    // A second round finds what is kept in memory; encodings and conditions must not matter.
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
