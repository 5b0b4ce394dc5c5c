'use strict'

// Converts what Next's cache stores to the form of the core (binding/stored_response_reader.h).

const tagsHeader = 'x-next-cache-tags'

function flatHeaders(headers = {}) {
  const flat = []
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === tagsHeader) continue
    for (const one of Array.isArray(value) ? value : [value]) flat.push(name, String(one))
  }
  return flat
}

/**
 * @param {import('../next/installed-next').InstalledNext} next
 * @param {{ basePath?: string }} config the evaluated configuration
 */
function createStoredResponses(next, { basePath }) {
  const { normalizeRepeatedSlashes, getRedirectStatus } = next.modules

  // The redirect of a page whose getStaticProps returned one (pages-handler.js).
  function redirectOf({ props }) {
    const { __N_REDIRECT: target, __N_REDIRECT_STATUS: statusCode } = props.pageProps
    const hasBasePath = basePath && props.pageProps.__N_REDIRECT_BASE_PATH !== false
    const isPath = target.startsWith('/')
    const destination = hasBasePath && isPath ? basePath + target : target
    const location = isPath ? normalizeRepeatedSlashes(destination) : destination
    const status = getRedirectStatus({ statusCode })
    return { location, status, html: location, data: JSON.stringify(props) }
  }

  const partsOf = {
    APP_PAGE: ({ html, rscData, segmentData }) => ({
      html,
      rsc: rscData ?? null,
      segments: segmentData ? [...segmentData].flat() : null
    }),
    APP_ROUTE: ({ body }) => ({ body }),
    PAGES: ({ html, pageData }) => ({ html, data: JSON.stringify(pageData) }),
    REDIRECT: redirectOf,
    NOT_FOUND: () => ({ isNotFound: true, data: '{"notFound":true}' })
  }

  const kindOf = (data, context) => {
    if (data) return data.kind
    return context?.kind === 'PAGES' ? 'NOT_FOUND' : undefined
  }

  /**
   * @param {object | null} data what is stored
   * @param {object} context how it is stored, such as its lifetime
   * @returns {object | undefined} undefined for a kind that the core does not know
   */
  return function toStoredResponse(data, context) {
    const kind = kindOf(data, context)
    const parts = partsOf[kind]?.(data)
    if (!parts) return undefined
    const { revalidate, expire } = context?.cacheControl ?? {}
    return {
      kind,
      status: data?.status,
      headers: flatHeaders(data?.headers),
      tags: data?.headers?.[tagsHeader],
      revalidate,
      expire,
      isPartial: typeof data?.postponed === 'string',
      isFallback: Boolean(context?.isFallback),
      ...parts
    }
  }
}

module.exports = { createStoredResponses }
