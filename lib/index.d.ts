// Types of next-native. They need no types of Next.js, only those of Node.js.

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
     * A configuration that stands in place of `next.config.js`. An empty object counts as not given.
     */
    conf?: Record<string, any>
    /** Kept for compatibility; next-native is always a custom server. */
    customServer?: boolean
    /** Development: compile on demand with the installed Next.js. Default: `false`. */
    dev?: boolean
    /** The folder of the Next.js project. Default: `'.'`. */
    dir?: string
    /** Do not log errors of requests. Default: `false`. */
    quiet?: boolean
    /** The host name the server is reached at. Default: `'localhost'`. */
    hostname?: string
    /** The port the server is reached at; text of digits is accepted. Default: `3000`. */
    port?: number | `${number}` | (string & {})
    /** The server that carries the requests, for hot reload. Default: that of the first request. */
    httpServer?: HttpServer | HttpsServer
    /** Compile with Turbopack in development. */
    turbopack?: boolean
    /** The older name of `turbopack`. */
    turbo?: boolean
    /** Compile with webpack in development. */
    webpack?: boolean
    /** Next's mode for hosting platforms, which do what next-native is for; refused in production. */
    minimalMode?: boolean
    /**
     * Serve a copy of the build, so that a new one can be made in its place and `reload()` can take
     * it in use. `NEXT_NATIVE_WATCH_BUILD=1` in the environment does the same, and reloads by
     * itself. Default: `false`.
     */
    reloadable?: boolean
    /** How many earlier builds keep their hashed files reachable after `reload()`. Default: 1. */
    keepBuilds?: number
  }

  /**
   * Answers a request. Settles when the response has been handed over. A `parsedUrl` replaces the
   * URL of the request.
   */
  type RequestHandler = (
    req: IncomingMessage,
    res: ServerResponse,
    parsedUrl?: ParsedUrl
  ) => Promise<void>

  /** Answers a protocol upgrade; those that are not Next's are left alone. */
  type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>

  /** Responses by the part that made them, and renders, counted since the start. */
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
    /** Answered by the installed Next.js as a whole: in development, all of them; else none. */
    delegated: number
    /** Calls of code of the build: for requests, and to make stale answers anew. */
    renders: number
    failedRenders: number
    /** Not in development. */
    cache?: CacheUsage
    /** Not in development, nor before `prepare()`. */
    staticFiles?: MemoryUsage
  }

  /** What is held in memory. */
  interface MemoryUsage {
    entries: number
    /** Encoded forms (br, zstd, gzip) of the entries. */
    variants: number
    /** What the entries take, with their encoded forms. */
    bytes: number
    /** How many bytes there is room for. */
    capacity: number
    /** Entries dropped to make room. */
    evictions: number
  }

  /** What became of requests for prerendered pages, and what of them is held in memory. */
  interface CacheUsage extends MemoryUsage {
    /** Answered from memory, fresh. */
    hits: number
    /** Answered from memory, stale, and made anew behind the answer. */
    stale: number
    /** Left to the entrypoint: never rendered, expired, or nothing that memory can answer. */
    misses: number
    /** `cacheMaxMemorySize` of the configuration. */
    capacity: number
  }

  interface RevalidateRequest {
    /** The path to render anew. */
    urlPath: string
    /** Headers of the request that asks for it, with `x-prerender-revalidate`. */
    headers: Record<string, string | string[] | undefined>
    opts: { unstable_onlyGenerated?: boolean }
  }

  /** The app that a custom server drives. All but the handlers need `prepare()` to have resolved. */
  interface NextNativeServer {
    readonly options: NextNativeOptions
    /** The `hostname` option, as it was given. */
    readonly hostname: string | undefined
    /** The `port` option, as it was given. */
    readonly port: NextNativeOptions['port']

    /** Loads the build (or starts the compiler); rejects when that is not possible. */
    prepare(): Promise<void>
    /** May be called before `prepare()`; the handler may not. */
    getRequestHandler(): RequestHandler
    getUpgradeHandler(): UpgradeHandler

    /**
     * Answers with the page at `pathname`, through all of the routing. `/index` is `/`, and a
     * missing leading slash is added with a complaint.
     */
    render(
      req: IncomingMessage,
      res: ServerResponse,
      pathname: string,
      query?: Query,
      parsedUrl?: ParsedUrl
    ): Promise<void>
    /** Like `render`, but returns the body; status and headers are set on `res`. */
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
    /** Renders a static page anew, as `res.revalidate()` does. */
    revalidate(request: RevalidateRequest): Promise<void>
    /** Logs an error as Next.js does, unless `quiet`. */
    logError(error: unknown): void
    logErrorWithOriginalStack(error: unknown, type?: string): Promise<void> | void

    /**
     * Takes the build that is on disk now in use, between two requests. Rejects, and goes on with
     * the build it has, if the new one cannot be used. Needs the option `reloadable`.
     */
    reload(): Promise<{ buildId: string; replaced: boolean }>
    stats(): Stats
    /** Waits for background work, such as `after()`, and lets the process exit. */
    close(): Promise<void>
  }
}

/** Makes the app that a custom server drives: the same call as `next(options)` of Next.js. */
declare function next(options: next.NextNativeOptions): next.NextNativeServer

declare namespace next {
  export { next }
  export { next as default }
}

export = next
