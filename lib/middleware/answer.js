'use strict'

// What middleware has answered, in the form that the core reads (next-server.js, runMiddleware;
// resolve-routes.js behind it).

/** Makes the reader of answers; `next` is the installed Next.js. */
function createAnswerReader(next) {
  const { toNodeOutgoingHttpHeaders, splitCookiesString, redirectStatuses, getRelativeURL } =
    next.modules

  /** Has each cookie in a field of its own; returns them, or undefined if there are none. */
  function separateCookies({ headers }) {
    if (!headers.has('set-cookie')) return undefined
    const cookies = headers.getSetCookie().flatMap(splitCookiesString)
    headers.delete('set-cookie')
    for (const cookie of cookies) headers.append('set-cookie', cookie)
    return cookies
  }

  /**
   * @param {Response} response
   * @param {string} routerUrl targets on its origin become relative
   * @returns {{ status: number, headers: string[], body: ReadableStream | null }} headers are names
   *   and values in turn, names in lower case
   */
  function readAnswer(response, routerUrl) {
    const { status, body } = response
    const fields = toNodeOutgoingHttpHeaders(response.headers)
    const targets = ['x-middleware-rewrite']
    if (redirectStatuses.has(status)) targets.push('location')
    for (const name of targets) {
      if (fields[name]) fields[name] = getRelativeURL(fields[name], routerUrl)
    }
    const headers = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().flatMap((item) => [name, item])
    )
    return { status, headers, body }
  }

  return { separateCookies, readAnswer }
}

module.exports = { createAnswerReader }
