'use strict'

// Writes a parsed URL that a custom server has altered as text, as Next.js does
// (dist/shared/lib/router/utils/format-url.js): a query object becomes form data, and a `#` or `?`
// inside the path is escaped.

const protocolsWithSlashes = /https?|ftp|gopher|file/

function queryText(value) {
  if (typeof value === 'string') return value
  const isText = (typeof value === 'number' && !Number.isNaN(value)) || typeof value === 'boolean'
  return isText ? String(value) : ''
}

function formatQuery(query) {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) params.append(name, queryText(item))
    else params.set(name, queryText(value))
  }
  return params.toString()
}

function formatHost({ auth, host, hostname, port }) {
  const credentials = auth ? `${encodeURIComponent(auth).replace(/%3A/i, ':')}@` : ''
  if (host) return credentials + host
  if (!hostname) return undefined
  const name = hostname.includes(':') ? `[${hostname}]` : hostname
  return credentials + name + (port ? `:${port}` : '')
}

const withPrefix = (prefix, text) => (text && text[0] !== prefix ? prefix + text : text)

/**
 * @param {object} url what `url.parse` or `new URL` returns
 * @returns {string}
 */
function formatUrl(url) {
  let protocol = url.protocol || ''
  let pathname = url.pathname || ''
  const query = url.query && typeof url.query === 'object' ? formatQuery(url.query) : url.query
  const search = withPrefix('?', url.search || (query && `?${query}`) || '')
  const hash = withPrefix('#', url.hash || '')
  const host = formatHost(url)

  if (protocol && !protocol.endsWith(':')) protocol += ':'
  let authority = host || ''
  if (url.slashes || ((!protocol || protocolsWithSlashes.test(protocol)) && host !== undefined)) {
    authority = `//${authority}`
    pathname = withPrefix('/', pathname)
  }
  return (
    protocol +
    authority +
    pathname.replace(/[?#]/g, encodeURIComponent) +
    search.replace('#', '%23') +
    hash
  )
}

module.exports = { formatUrl }
