'use strict'

// The parts of the installed Next.js that next-native uses, named by meaning. Only this folder names
// files of Next.js, so that a release that moves or renames one changes one place.
// Each getter loads its file at its first use: a production process never loads the server of
// Next.js, and an app of files and prerendered pages loads next to nothing.

const path = require('node:path')

const sandbox = ['context', 'sandbox', 'index'].map((name) => `dist/server/web/sandbox/${name}`)

const fileSystemCache = [
  'dist/server/lib/incremental-cache/memory-cache.external',
  'dist/server/lib/incremental-cache/file-system-cache'
]

const apiRuntimes = ['pages-api-turbo.runtime.prod.js', 'pages-api.runtime.prod.js']

class NextModules {
  #next

  /** @param {import('./installed-next').InstalledNext} next */
  constructor(next) {
    this.#next = next
  }

  // Errors

  /** Thrown by an entrypoint that has no page for the path. */
  get NoFallbackError() {
    return this.#next.require('dist/shared/lib/no-fallback-error.external').NoFallbackError
  }

  /** Thrown where a URL cannot be decoded. */
  get DecodeError() {
    return this.#next.require('dist/shared/lib/utils').DecodeError
  }

  /** Thrown where a page's path cannot be normalized. */
  get NormalizeError() {
    return this.#next.require('dist/shared/lib/utils').NormalizeError
  }

  /** `(thrown) => Error`: code may throw anything, including nothing. */
  get toError() {
    return this.#next.require('dist/lib/is-error').getProperError
  }

  // Requests and responses

  /** `({ url, method, headers, socket }) => { req, res }`: stand-ins that have no connection. */
  get createRequestResponseMocks() {
    return this.#next.require('dist/server/lib/mock-request').createRequestResponseMocks
  }

  /** The class of a response that collects what is written to it. */
  get MockedResponse() {
    return this.#next.require('dist/server/lib/mock-request').MockedResponse
  }

  /** `(req, res)`: makes `setHeader` keep the cookies that middleware has set. */
  get patchSetHeader() {
    return this.#next.require('dist/server/lib/patch-set-header').patchSetHeaderWithCookieSupport
  }

  /** `(req, maxBytes) => { cloneBodyStream(), finalize() }` */
  get getCloneableBody() {
    return this.#next.require('dist/server/body-streams').getCloneableBody
  }

  /** `(readableStream, res) => Promise<void>` */
  get pipeToNodeResponse() {
    return this.#next.require('dist/server/pipe-readable').pipeToNodeResponse
  }

  /** `(res) => AbortSignal`: aborted when the client leaves. */
  get signalFromNodeResponse() {
    return this.#next.require('dist/server/web/spec-extension/adapters/next-request')
      .signalFromNodeResponse
  }

  /** `(headers, previewProps) => boolean`: whether a request asks for on-demand revalidation. */
  get isOnDemandRevalidate() {
    const { checkIsOnDemandRevalidate } = this.#next.require('dist/server/api-utils')
    return (headers, previewProps) =>
      checkIsOnDemandRevalidate(headers, previewProps).isOnDemandRevalidate
  }

  /** `(Headers) => object` in the form of `res.getHeaders()` */
  get toNodeOutgoingHttpHeaders() {
    return this.#next.require('dist/server/web/utils').toNodeOutgoingHttpHeaders
  }

  /** `(text) => string[]`: separates cookies that were joined by commas. */
  get splitCookiesString() {
    return this.#next.require('dist/server/web/utils').splitCookiesString
  }

  // URLs

  /** The status codes of redirects, as a Set. */
  get redirectStatuses() {
    return this.#next.require('dist/lib/redirect-status').allowedStatusCodes
  }

  /** `({ statusCode?, permanent? }) => number` */
  get getRedirectStatus() {
    return this.#next.require('dist/lib/redirect-status').getRedirectStatus
  }

  /** `(url) => string` */
  get normalizeRepeatedSlashes() {
    return this.#next.require('dist/shared/lib/utils').normalizeRepeatedSlashes
  }

  /** `(url, base) => string`: relative where both have one origin. */
  get getRelativeURL() {
    return this.#next.require('dist/shared/lib/router/utils/relativize-url').getRelativeURL
  }

  /** `(query) => URLSearchParams` */
  get urlQueryToSearchParams() {
    return this.#next.require('dist/shared/lib/router/utils/querystring').urlQueryToSearchParams
  }

  /** `(path, prefix) => string` */
  get removePathPrefix() {
    return this.#next.require('dist/shared/lib/router/utils/remove-path-prefix').removePathPrefix
  }

  /** `(hostname) => string`: IPv6 addresses in brackets. */
  get formatHostname() {
    return this.#next.require('dist/server/lib/format-hostname').formatHostname
  }

  /** The class of the proxy that Next.js passes external rewrites on with. */
  get ProxyServer() {
    return this.#next.require('dist/compiled/httpxy').ProxyServer
  }

  // Caches

  /** The class of a request's incremental cache. */
  get IncrementalCache() {
    return this.#next.require('dist/server/lib/incremental-cache').IncrementalCache
  }

  /** The file methods that Next's caches are given. */
  get nodeFs() {
    return this.#next.require('dist/server/lib/node-fs-methods').nodeFs
  }

  /** The stores of `'use cache'`: `initializeCacheHandlers`, `setCacheHandler` and others. */
  get useCacheHandlers() {
    return this.#next.require('dist/server/use-cache/handlers')
  }

  /** The class of Next's own cache handler, whose memory all users of it share. */
  get FileSystemCache() {
    return this.#next.require(fileSystemCache.at(-1)).default
  }

  /** Loads another FileSystemCache, with a memory of its own. */
  copyFileSystemCache() {
    return this.#next.requireCopies(fileSystemCache).at(-1).default
  }

  /** `(file)`: forgets a manifest that Next.js has read. */
  get clearManifestCache() {
    return this.#next.require('dist/server/load-manifest.external').clearManifestCache
  }

  // Code of the build

  /** The sandbox for the edge runtime, which remembers code by names that every build has. */
  get sandbox() {
    return this.#next.require(sandbox.at(-1))
  }

  /** Loads another sandbox, which has no code yet. */
  copySandbox() {
    return this.#next.requireCopies(sandbox).at(-1)
  }

  /**
   * The route module classes of API routes in those runtimes that an entrypoint has loaded: API
   * routes do not export their route module.
   *
   * @returns {Function[]}
   */
  loadedApiRouteModules() {
    return apiRuntimes
      .map((name) => path.join(this.#next.root, 'dist', 'compiled', 'next-server', name))
      .map((file) => require.cache[file]?.exports.PagesAPIRouteModule)
      .filter((Class) => Class !== undefined)
  }

  /** The tracer: `getTracer`, `SpanKind`, `SpanStatusCode`. */
  get tracer() {
    return this.#next.require('dist/server/lib/trace/tracer')
  }

  // Images

  /** The image optimizer: its checks, its fetches, its cache on disk, its errors. */
  get imageOptimizer() {
    return this.#next.require('dist/server/image-optimizer')
  }

  /** The class that shares the work for equal keys. */
  get ResponseCache() {
    return this.#next.require('dist/server/response-cache').default
  }

  /** The kind of a cached image in a cache entry. */
  get cachedImageKind() {
    return this.#next.require('dist/server/response-cache').CachedRouteKind.IMAGE
  }

  /** The kind of the route that answers with images. */
  get imageRouteKind() {
    return this.#next.require('dist/server/route-kind').RouteKind.IMAGE
  }

  /** `(contentType) => string`: the extension of a file. */
  get getExtension() {
    return this.#next.require('dist/server/serve-static').getExtension
  }

  /** `(req, res) => boolean`: whether the Content-Type of a response is one to compress. */
  get isCompressible() {
    return this.#next.require('dist/compiled/compression').filter
  }
}

module.exports = { NextModules }
