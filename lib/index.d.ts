// The types of next-native. They need the types of Node.js, but none of Next.js.

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { UrlWithParsedQuery, UrlWithStringQuery } from 'node:url'

declare namespace next {
  type Query = Record<
    string,
    string | number | boolean | readonly (string | number | boolean)[] | undefined
  >

  /** A parsed URL, as `url.parse(req.url, true)` or `new URL()` gives it, altered or not. */
  type ParsedUrl =
    | UrlWithParsedQuery
    | UrlWithStringQuery
    | URL
    | {
        pathname?: string | null
        query?: Query | string | null
        search?: string | null
        hash?: string | null
      }

  interface NextNativeOptions {
    /**
     * A configuration that replaces `next.config.js`. An empty object counts as not given.
     */
    conf?: Record<string, any>
    /** Accepted for compatibility; next-native is always a custom server. */
    customServer?: boolean
    /** Development: compile on demand with the installed Next.js. Default: `false`. */
    dev?: boolean
    /** The folder of the Next.js project. Default: `'.'`. */
    dir?: string
    /** Do not log errors of requests. Default: `false`. */
    quiet?: boolean
    /** The host name of the server. Default: `'localhost'`. */
    hostname?: string
    /** The port of the server; a string of digits is accepted. Default: `3000`. */
    port?: number | `${number}` | (string & {})
    /** The server that carries the requests, for hot reload. Default: that of the first request. */
    httpServer?: HttpServer | HttpsServer
    /** Compile with Turbopack in development. */
    turbopack?: boolean
    /** The older name of `turbopack`. */
    turbo?: boolean
    /** Compile with webpack in development. */
    webpack?: boolean
    /** Next's mode for hosting platforms that route and cache themselves; refused in production. */
    minimalMode?: boolean
    /**
     * Serve a copy of the build, so that `next build` can replace the original and `reload()` can
     * switch to the new one. `NEXT_NATIVE_WATCH_BUILD=1` in the environment does the same, and
     * reloads by itself. Default: `false`.
     */
    reloadable?: boolean
    /** How many earlier builds keep their hashed files reachable after `reload()`. Default: 1. */
    keepBuilds?: number
    /**
     * How many bytes of bodies the JavaScript objects of replies may keep for each thread, besides
     * the caches of the core: a reply that is sent again makes no garbage. Default: 128 MB.
     */
    replyMemory?: number
  }

  /**
   * Answers a request. Settles when the response has been passed on. A `parsedUrl` replaces the URL
   * of the request.
   */
  type RequestHandler = (
    req: IncomingMessage,
    res: ServerResponse,
    parsedUrl?: ParsedUrl
  ) => Promise<void>

  /** Answers a protocol upgrade; leaves alone those that are not for Next.js. */
  type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>

  /** Counters since the start: responses by the part that made them, and renders. */
  interface Stats {
    /** Files of `public/`, `static/` and `.next/static`. */
    static: number
    /** Pages and route handlers rendered ahead of the request. */
    prerendered: number
    /** Rendered for the request by code of the build. */
    entrypoint: number
    /** Error pages. */
    error: number
    /** The body of middleware's answer. */
    middleware: number
    /** Passed on to another server by a rewrite. */
    proxy: number
    /** Images of `/_next/image`. */
    image: number
    redirect: number
    /** Answered by the installed Next.js: all in development, none in production. */
    delegated: number
    /** Calls of code of the build: for requests, and to re-render stale pages. */
    renders: number
    failedRenders: number
    /** Missing in development. */
    cache?: CacheUsage
    /** Missing in development and before `prepare()`. */
    staticFiles?: MemoryUsage
  }

  /** The use of a bounded memory. */
  interface MemoryUsage {
    entries: number
    /** Encoded forms (br, zstd, gzip) of the entries. */
    variants: number
    /** The size of the entries, with their encoded forms. */
    bytes: number
    /** The size that entries are evicted at. */
    capacity: number
    /** Entries removed to make room. */
    evictions: number
  }

  /** The outcome of requests for prerendered pages, and what of them is held in memory. */
  interface CacheUsage extends MemoryUsage {
    /** Answered from memory, fresh. */
    hits: number
    /** Answered from memory, stale, and re-rendered after the answer. */
    stale: number
    /** Left to the entrypoint: never rendered, expired, or not answerable from memory. */
    misses: number
    /** `cacheMaxMemorySize` of the configuration. */
    capacity: number
  }

  interface RevalidateRequest {
    /** The path to re-render. */
    urlPath: string
    /** The headers of the revalidation request, with `x-prerender-revalidate`. */
    headers: Record<string, string | string[] | undefined>
    opts: { unstable_onlyGenerated?: boolean }
  }

  /** The app object of a custom server. All but the two getters of handlers need `prepare()`. */
  interface NextNativeServer {
    readonly options: NextNativeOptions
    /** The `hostname` option, unchanged. */
    readonly hostname: string | undefined
    /** The `port` option, unchanged. */
    readonly port: NextNativeOptions['port']

    /** Loads the build, or starts the compiler; rejects if that is not possible. */
    prepare(): Promise<void>
    /** May be called before `prepare()`; the handler it returns may not. */
    getRequestHandler(): RequestHandler
    getUpgradeHandler(): UpgradeHandler

    /**
     * Answers with the page at `pathname`, through all of the routing. `/index` is `/`, and a
     * missing leading slash is added and logged.
     */
    render(
      req: IncomingMessage,
      res: ServerResponse,
      pathname: string,
      query?: Query,
      parsedUrl?: ParsedUrl
    ): Promise<void>
    /** Like `render`, but returns the body and sets status and headers on `res`. */
    renderToHTML(
      req: IncomingMessage,
      res: ServerResponse,
      pathname: string,
      query?: Query
    ): Promise<string | null>
    /** Answers with the error page of `res.statusCode`. */
    renderError(
      error: Error | null,
      req: IncomingMessage,
      res: ServerResponse,
      pathname: string,
      query?: Query
    ): Promise<void>
    /** Like `renderError`, but returns the body. */
    renderErrorToHTML(
      error: Error | null,
      req: IncomingMessage,
      res: ServerResponse,
      pathname: string,
      query?: Query
    ): Promise<string | null>
    /** Answers with the 404 page. */
    render404(req: IncomingMessage, res: ServerResponse, parsedUrl?: ParsedUrl): Promise<void>

    /** Changes the prefix of asset URLs in what is rendered from now on. */
    setAssetPrefix(assetPrefix: string): void
    /** Re-renders a static page, as `res.revalidate()` does. */
    revalidate(request: RevalidateRequest): Promise<void>
    /** Logs an error as Next.js does, unless `quiet`. */
    logError(error: unknown): void
    logErrorWithOriginalStack(error: unknown, type?: string): Promise<void> | void

    /**
     * Switches to the build that is on disk now, between two requests. Rejects, and goes on with the
     * current build, if the new one cannot be used. Needs the option `reloadable`.
     */
    reload(): Promise<{ buildId: string; replaced: boolean }>
    stats(): Stats
    /** Waits for background work, such as `after()`, and lets the process exit. */
    close(): Promise<void>
  }
}

/** Creates the app object of a custom server. Takes the same call as `next(options)` of Next.js. */
declare function next(options: next.NextNativeOptions): next.NextNativeServer

declare namespace next {
  export { next }
  export { next as default }
}

export = next
