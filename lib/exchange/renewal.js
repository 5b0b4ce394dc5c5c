'use strict'

// Re-renders a stale page after it is sent. The entrypoint is called once more for the request that
// was just answered. Its own cache finds the same stale entry, renders and stores a new one. The
// second answer is dropped.

const { Visit } = require('./visit')

/**
 * @param {import('../app/context').AppContext} app
 * @param {object} server the native server
 * @param {object} renderer `render(action, req, res, visit)`
 * @returns {(renewal: object, request: object, known: { isRouted: boolean, query?: object }) => Promise<void>}
 *   performs an entrypoint action for `request` once more; resolves when all that the entrypoint
 *   began is done and the exchange is released
 */
function createRenewal(app, server, renderer) {
  const { createRequestResponseMocks } = app.next.modules

  return async function renew(renewal, { url, method, headers, socket }, { isRouted, query }) {
    const work = []
    const waitUntil = app.waitUntil()
    const visit = new Visit(server, {
      isRouted,
      query,
      waitUntil(promise) {
        work.push(promise)
        waitUntil(promise)
      }
    })
    visit.hold(renewal)
    try {
      const message = { url, method, headers: { ...headers }, socket }
      const { req, res } = createRequestResponseMocks(message)
      markAsSent(res, 'write')
      markAsSent(res, 'end')
      await renderer.render(renewal, req, res, visit)
      await Promise.allSettled(work)
    } finally {
      visit.release()
    }
  }
}

/**
 * Marks the head as sent when the body is written. Next.js reads the header fields of a page back from
 * its response, and a stand-in alone would keep accepting fields.
 */
function markAsSent(res, method) {
  const send = res[method]
  res[method] = (...args) => {
    res.headersSent = true
    return send.apply(res, args)
  }
}

module.exports = { createRenewal }
