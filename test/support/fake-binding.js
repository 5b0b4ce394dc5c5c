'use strict'

// A stand-in for the native addon, for tests of lib/ alone. It answers nothing from memory and asks for
// the entrypoint of every page, so that the renderer does all the work. It knows exact and dynamic
// outputs, public files and error pages, but no redirects and no conditions.

const fs = require('node:fs')
const path = require('node:path')

const { loadBinding } = require('../../lib/binding')

// The constants are those of the addon.
const { actionType, exchangeEvent, fieldMerge, replyKinds, wire } = loadBinding()

const kind = Object.fromEntries(replyKinds.map((name, number) => [name, number]))

const requestHeaderNames = ['host', 'rsc', 'cookie', 'next-action']
const responseHeaderNames = ['cache-control', 'content-type', 'vary', 'etag']

const noStore = 'private, no-cache, no-store, max-age=0, must-revalidate'
const appVary = 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch'

const readJson = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {})

/** `/blog/[slug]` as a regular expression. */
function patternOf(pathname) {
  const names = []
  const source = pathname.replace(
    /\/\[\[\.\.\.(\w+)\]\]|\[(\.\.\.)?(\w+)\]/g,
    (_, optional, rest, name) => {
      names.push({ name: optional ?? name, isCatchAll: Boolean(optional ?? rest) })
      if (optional) return '(?:/(.+))?'
      return rest ? '(.+)' : '([^/]+)'
    }
  )
  return { regex: new RegExp(`^${source}$`), names }
}

function paramValue(text, isCatchAll) {
  if (text === undefined) return undefined
  return isCatchAll ? text.split('/').map(decodeURIComponent) : decodeURIComponent(text)
}

class Server {
  constructor() {
    this.open = new Map()
    this.nextExchange = 1
    this.calls = { load: [], updates: [], expireTags: [], markTagsStale: [], released: [] }
    Server.last = this
  }

  load(dir, configJson, done) {
    const config = JSON.parse(configJson)
    this.calls.load.push({ dir, config })
    const distDir = path.join(dir, config.distDir)
    setImmediate(() => {
      try {
        this.buildId = fs.readFileSync(path.join(distDir, 'BUILD_ID'), 'utf8').trim()
      } catch {
        const error = new Error(`Could not find a production build in the '${distDir}' directory.`)
        error.code = 'NEXT_NATIVE_ERR_MISSING_BUILD'
        done(error)
        return
      }
      this.#readOutputs(dir, distDir)
      done(null, {
        buildId: this.buildId,
        hasMiddleware: false,
        extraHeaderNames: ['x-extra'],
        hasApp: true,
        hasPages: true
      })
    })
  }

  #readOutputs(dir, distDir) {
    this.dir = dir
    this.serverDir = path.join(distDir, 'server')
    const pathnames = readJson(path.join(distDir, 'app-path-routes-manifest.json'))
    const app = readJson(path.join(this.serverDir, 'app-paths-manifest.json'))
    const pages = readJson(path.join(this.serverDir, 'pages-manifest.json'))
    this.outputs = []
    for (const [page, file] of Object.entries(app)) {
      const kind = page.endsWith('/route') ? 'app-route' : 'app-page'
      this.outputs.push({ kind, page, pathname: pathnames[page], file })
    }
    for (const [page, file] of Object.entries(pages)) {
      const kind = page.startsWith('/api/') ? 'pages-api' : 'pages'
      this.outputs.push({ kind, page, pathname: page, file })
    }
    for (const output of this.outputs) output.pattern = patternOf(output.pathname)
  }

  onWarning(warn) {
    this.warn = warn
  }

  start(method, url, headerText, responseText) {
    this.lastFacts = { method, url, headerText, responseText }
    return this.#route({ method, url }, new Set())
  }

  startRevalidation(...facts) {
    return this.start(...facts)
  }

  startPage(pathname, method, url, headerText, responseText) {
    this.lastFacts = { pathname, method, url, headerText, responseText }
    return this.#route({ method, url: pathname }, new Set())
  }

  startError(status, asValue, locale, method, url, headerText, responseText) {
    this.lastFacts = { status, asValue, locale, method, url, headerText, responseText }
    return this.#errorPage(status, this.#open({ method, url }), responseText)
  }

  wait(exchange, done) {
    setImmediate(done, this.open.get(exchange).loaded)
  }

  resume(exchange, event) {
    const state = this.open.get(exchange)
    this.lastEvent = { event }
    if (event === exchangeEvent.noFallback)
      return this.#route(state.request, state.tried.add(state.output), exchange)
    if (event === exchangeEvent.fileVanished) return this.#errorPage(400, exchange)
    if (event === exchangeEvent.decodeError) return this.#errorPage(400, exchange)
    if (event === exchangeEvent.errorRendered || !this.#page('/500')) {
      return this.#errorPage(500, exchange)
    }
    const action = this.#errorPage(500, exchange, '', '/_error')
    return { ...action, customErrorRender: true }
  }

  release(exchange) {
    this.calls.released.push(exchange)
    if (!this.open.delete(exchange)) throw new Error(`exchange ${exchange} was released twice`)
  }

  beginUpdate(pagePath, response) {
    this.calls.updates.push({ pagePath, response })
  }

  endUpdate(pagePath, didWrite) {
    this.calls.updates.push({ pagePath, didWrite })
  }

  expireTags(tags) {
    this.calls.expireTags.push(tags)
  }

  markTagsStale(tags, expire) {
    this.calls.markTagsStale.push([tags, expire])
  }

  #open(request) {
    const exchange = this.nextExchange++
    this.open.set(exchange, { request, tried: new Set() })
    return exchange
  }

  #route(request, tried, exchange) {
    const pathname = new URL(request.url, 'http://n').pathname
    if (pathname === '/_fake/load') {
      const waiting = this.#open(request)
      this.open.get(waiting).loaded = this.#reply(200, ['Content-Type', 'text/plain'], 'loaded')
      return { type: actionType.load, exchange: waiting }
    }
    if (pathname === '/_fake/changed') {
      return {
        type: actionType.changed,
        responseFields: ['x-set', '1', 'set-cookie', ['a=1', 'b=2']],
        keptFields: null,
        requestFields: ['x-added', 'yes'],
        action: this.#reply(200, ['Content-Type', 'text/plain'], 'changed')
      }
    }
    if (pathname === '/_fake/reply') {
      return this.#reply(
        200,
        ['Content-Type', 'text/plain', 'X-Twice', '1', 'X-Twice', '2'],
        'ready'
      )
    }
    const file = this.#publicFile(pathname)
    if (file) return { ...file, exchange: this.#open(request) }
    const found = this.#find(pathname, tried)
    const open = exchange ?? this.#open(request)
    if (!found) return this.#errorPage(404, open)
    this.open.get(open).output = found.output
    return this.#entrypoint(found.output, open, { params: found.params })
  }

  #find(pathname, tried) {
    for (const isDynamic of [false, true]) {
      for (const output of this.outputs) {
        const { regex, names } = output.pattern
        if (names.length > 0 !== isDynamic || tried.has(output)) continue
        const match = regex.exec(pathname)
        if (!match) continue
        const params = names
          .map(({ name, isCatchAll }, index) => [name, paramValue(match[index + 1], isCatchAll)])
          .filter(([, value]) => value !== undefined)
        return { output, params: isDynamic ? Object.fromEntries(params) : null }
      }
    }
    return undefined
  }

  #entrypoint(output, exchange, { params, status = 200, headers = [], isErrorPage = false }) {
    const { kind: outputKind, file } = output
    if (file.endsWith('.html')) {
      const html = fs.readFileSync(path.join(this.serverDir, file))
      return this.#reply(status, [...headers, 'Content-Type', 'text/html; charset=utf-8'], html)
    }
    return {
      type: actionType.entrypoint,
      kind: isErrorPage ? kind.error : kind.entrypoint,
      exchange,
      output,
      params,
      status,
      headers,
      isErrorPage,
      appendVary: outputKind.startsWith('app-') ? appVary : '',
      dropNextUrl: true
    }
  }

  #page(name) {
    return this.outputs.find(({ page }) => page === name)
  }

  #errorPage(status, exchange, responseText = '', page = undefined) {
    const headers = responseText.includes('@') ? [] : ['Cache-Control', noStore]
    const names = [page, status === 404 && '/_not-found/page', `/${status}`, '/_error']
    const output = this.#page(names.find((name) => this.#page(name)))
    return this.#entrypoint(output, exchange, { status, headers, isErrorPage: true })
  }

  #publicFile(pathname) {
    const file = path.join(this.dir, 'public', decodeURIComponent(pathname))
    const stat = fs.statSync(file, { throwIfNoEntry: false })
    if (!stat?.isFile()) return undefined
    const headers = [
      'Content-Type',
      'text/plain; charset=utf-8',
      'Content-Length',
      String(stat.size)
    ]
    return {
      type: actionType.file,
      kind: kind.static,
      status: 200,
      headers,
      path: file,
      offset: 0,
      length: stat.size
    }
  }

  #reply(status, headers, text) {
    const body = Buffer.from(text)
    const length = ['Content-Length', String(body.length)]
    return {
      type: actionType.reply,
      kind: kind.static,
      status,
      headers: [...headers, ...length],
      body
    }
  }
}

/** gzip for every text, if the client accepts it. */
function compressionOf(method, acceptEncoding = '', contentType = '') {
  if (!/^text\/|json|javascript/.test(contentType)) return undefined
  return method !== 'HEAD' && acceptEncoding.includes('gzip') ? 'gzip' : ''
}

const varyAcceptEncoding = (vary) => `${vary}, Accept-Encoding`

module.exports = {
  Server,
  actionType,
  compressionOf,
  exchangeEvent,
  fieldMerge,
  replyKinds,
  requestHeaderNames,
  responseHeaderNames,
  varyAcceptEncoding,
  wire
}
