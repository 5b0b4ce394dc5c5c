'use strict'

// Answers that are wanted as values instead of being sent: `renderToHTML` and on-demand
// revalidation. The stand-ins are Next's own, which its entrypoints are known to work with.

/** @param {import('../next/installed-next').InstalledNext} next */
function createCapture(next) {
  const { createRequestResponseMocks, MockedResponse } = next.modules

  /**
   * Has `answer` write the response of `req` to a stand-in for `res`. Status and headers end up on
   * `res`; the body is returned. Its length is left to Node.js: what the user sends may be another
   * text, and a wrong length would cut it.
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
    // Removing what is not there would keep Node.js from counting.
    if (res.hasHeader('Content-Length')) res.removeHeader('Content-Length')
    for (const [name, value] of Object.entries(captured.getHeaders())) {
      if (value !== undefined)
        res.setHeader(name, Array.isArray(value) ? value.map(String) : String(value))
    }
    res.statusCode = captured.statusCode
    return captured.buffers.length > 0 ? Buffer.concat(captured.buffers).toString('utf8') : null
  }

  /** Requests `urlPath` from `answer` with no client; resolves to the finished response. */
  async function request(urlPath, headers, answer) {
    const { req, res } = createRequestResponseMocks({ url: urlPath, headers: { ...headers } })
    await answer(req, res)
    await res.hasStreamed
    return res
  }

  return { captureHtml, request }
}

module.exports = { createCapture }
