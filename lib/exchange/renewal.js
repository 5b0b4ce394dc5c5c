'use strict'

// Has a stale answer made anew behind its back. The entrypoint is called once more for the request
// that was just answered: its own cache finds the same stale entry, renders and stores another one.
// What it answers goes nowhere.

/**
 * @param {import('../app/context').AppContext} app
 * @param {object} renderer `render(action, req, res, visit)`
 */
function createRenewal(app, renderer) {
  const { createRequestResponseMocks } = app.next.modules

  /** Resolves when everything that the entrypoint began is done; never rejects. */
  return async function renew(action, request, visit) {
    const { url, method, headers, socket } = request
    const { req, res } = createRequestResponseMocks({
      url,
      method,
      headers: { ...headers },
      socket
    })
    markAsSent(res, 'write')
    markAsSent(res, 'end')
    const waitUntil = app.waitUntil()
    const work = []
    await renderer.render(action, req, res, {
      ...visit,
      waitUntil(promise) {
        work.push(promise)
        waitUntil(promise)
      }
    })
    await Promise.allSettled(work)
  }
}

/**
 * Header fields of a page are read back from its response. By the time a stale page is made anew its
 * response is sent and takes no more of them, which the stand-in alone would not say.
 */
function markAsSent(res, method) {
  const send = res[method]
  res[method] = (...args) => {
    res.headersSent = true
    return send.apply(res, args)
  }
}

module.exports = { createRenewal }
