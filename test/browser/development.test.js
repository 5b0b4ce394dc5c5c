'use strict'
// `dev: true` in a real browser: pages hydrate, an edit shows without a new document, and the
// server's own WebSocket keeps working with each way to pass upgrade requests to hot reload.

const assert = require('node:assert/strict')
const { after, before, describe, test } = require('node:test')

const { clickCounter, isMarked, mark, openBrowser } = require('./support/browser')
const { editApp, prepareApp, startServer } = require('./support/start-server')

// Opens the server's own WebSocket in the page.
function openEcho(page) {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        window.echo = new WebSocket(`ws://${location.host}/echo`)
        window.echo.onopen = () => resolve()
        window.echo.onerror = () => reject(new Error('no connection to /echo'))
      })
  )
}

function sayToEcho(page, text) {
  return page.evaluate(
    (said) =>
      new Promise((resolve) => {
        window.echo.onmessage = ({ data }) => resolve(data)
        window.echo.send(said)
      }),
    text
  )
}

for (const wiring of ['automatic', 'httpServer', 'getUpgradeHandler']) {
  describe(`development, upgrades: ${wiring}`, { timeout: 240_000 }, () => {
    let server
    let browser

    before(async () => {
      prepareApp({ build: false })
      server = await startServer({ dev: true, wiring })
      browser = await openBrowser()
    })

    after(async () => {
      await browser?.close()
      await server?.stop()
    })

    for (const { router, path, from, to } of [
      { router: 'app', path: '/', from: 'first edition', to: 'second edition' },
      { router: 'pages', path: '/old', from: 'second edition', to: 'third edition' }
    ]) {
      test(`${router} router: an edit shows in the same document and keeps its state`, async () => {
        const { page, problems } = await browser.newPage()
        page.setDefaultTimeout(60_000)
        await page.goto(server.origin + path)
        await page.locator('#greeting', { hasText: from }).waitFor()
        const count = await clickCounter(page)
        await mark(page)
        await openEcho(page)
        assert.equal(await sayToEcho(page, 'before'), 'before')

        editApp('components/greeting.js', from, to)
        await page.locator('#greeting', { hasText: to }).waitFor()

        assert.ok(await isMarked(page), 'the page was loaded again')
        assert.equal(await page.locator('#counter').textContent(), count)
        assert.equal(await sayToEcho(page, 'after'), 'after')
        assert.deepEqual(problems, [])
        await page.close()
      })
    }
  })
}
