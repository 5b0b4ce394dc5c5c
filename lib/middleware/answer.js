'use strict'

// Reads the answer of middleware in the form that the core takes (runMiddleware in next-server.js and
// the code that calls it in resolve-routes.js).

/** @param {import('../next/installed-next').InstalledNext} next */
function createAnswerReader(next) {
  const { toNodeOutgoingHttpHeaders, splitCookiesString, redirectStatuses, getRelativeURL } =
    next.modules

  /**
   * Puts each cookie of a response into a field of its own.
   *
   * @returns {string[] | undefined} the cookies; undefined if there are none
   */
  function separateCookies({ headers }) {
    if (!headers.has('set-cookie')) return undefined
    const cookies = headers.getSetCookie().flatMap(splitCookiesString)
    headers.delete('set-cookie')
    for (const cookie of cookies) headers.append('set-cookie', cookie)
    return cookies
  }

  /**
   * @param {Response} response
   * @param {string} routerUrl the URL of the request; targets on its origin become relative
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
