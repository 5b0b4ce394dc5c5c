'use strict'

// Answers that are wanted as values: `renderToHTML` and on-demand revalidation. The stand-ins for
// request and response are Next's own, which its entrypoints work with.

/** @param {import('../next/installed-next').InstalledNext} next */
function createCapture(next) {
  const { createRequestResponseMocks, MockedResponse } = next.modules

  /**
   * Has `answer` write the response of `req` to a stand-in, and copies status and headers to `res`.
   * Content-Length is left to Node.js: the user may send another text, which a wrong length would
   * cut.
   *
   * @returns {Promise<string | null>} the body; null if there is none
   */
  async function captureHtml(req, res, answer) {
    const captured = new MockedResponse({
      statusCode: res.statusCode,
      headers: res.getHeaders(),
      socket: res.socket ?? null
    })
    await answer(req, captured)
    await captured.hasStreamed
    captured.removeHeader('Content-Length')
    // Removing a field that is not there would keep Node.js from adding its own.
    if (res.hasHeader('Content-Length')) res.removeHeader('Content-Length')
    for (const [name, value] of Object.entries(captured.getHeaders())) {
      if (value !== undefined)
        res.setHeader(name, Array.isArray(value) ? value.map(String) : String(value))
    }
    res.statusCode = captured.statusCode
    return captured.buffers.length > 0 ? Buffer.concat(captured.buffers).toString('utf8') : null
  }

  /** Requests `urlPath` from `answer` without a client; resolves to the finished response. */
  async function request(urlPath, headers, answer) {
    const { req, res } = createRequestResponseMocks({ url: urlPath, headers: { ...headers } })
    await answer(req, res)
    await res.hasStreamed
    return res
  }

  return { captureHtml, request }
}

module.exports = { createCapture }
