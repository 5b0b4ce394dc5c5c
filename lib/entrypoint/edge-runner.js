'use strict'

const fs = require('node:fs')
const path = require('node:path')

/** Runs an output compiled for the edge runtime in Next's sandbox (next-server.js, runEdgeFunction). */
class EdgeRunner {
  #site
  #functions

  /** @param {import('../site').Site} site */
  constructor(site) {
    this.#site = site
  }

  async run(action, req, res, meta) {
    const { next, config, distDir } = this.#site
    const entry = this.#entryOf(action.page)
    const { getCloneableBody } = next.require('dist/server/body-streams')
    const { signalFromNodeResponse } = next.require(
      'dist/server/web/spec-extension/adapters/next-request'
    )
    const { run } = next.require('dist/server/web/sandbox')
    const result = await run({
      distDir,
      name: entry.name,
      paths: entry.paths,
      edgeFunctionEntry: entry,
      request: {
        headers: req.headers,
        method: req.method,
        nextConfig: {
          basePath: config.basePath,
          i18n: config.i18n,
          trailingSlash: config.trailingSlash
        },
        url: urlWithParams(meta, action.params),
        page: { name: action.page, ...(action.params && { params: action.params }) },
        body: getCloneableBody(req, config.experimental.proxyClientMaxBodySize),
        signal: signalFromNodeResponse(res),
        waitUntil: this.#site.waitUntil()
      },
      useCache: true,
      incrementalCache: meta.incrementalCache,
      clientAssetToken: config.supportsImmutableAssets ? '' : this.#site.deploymentId
    })
    await this.#send(result.response, res)
  }

  #entryOf(page) {
    const { serverDistDir, distDir } = this.#site
    this.#functions ??= JSON.parse(
      fs.readFileSync(path.join(serverDistDir, 'middleware-manifest.json'), 'utf8')
    ).functions
    const info = this.#functions[page]
    const absolute = (binding) => ({ ...binding, filePath: path.join(distDir, binding.filePath) })
    return {
      name: info.name,
      paths: info.files.map((file) => path.join(distDir, file)),
      wasm: (info.wasm ?? []).map(absolute),
      assets: info.assets?.map(absolute),
      env: info.env
    }
  }

  async #send(response, res) {
    const { pipeToNodeResponse } = this.#site.next.require('dist/server/pipe-readable')
    if (res.statusCode < 400) {
      res.statusCode = response.status
      res.statusMessage = response.statusText
    }
    response.headers.forEach((value, name) => {
      if (name !== 'set-cookie' && name !== 'x-middleware-set-cookie') res.appendHeader(name, value)
    })
    for (const cookie of response.headers.getSetCookie()) res.appendHeader('set-cookie', cookie)
    if (response.body) await pipeToNodeResponse(response.body, res)
    else res.end()
  }
}

/** Edge code reads its route's params from the query of its URL. */
function urlWithParams({ initURL }, params) {
  const url = new URL(initURL)
  for (const [name, value] of Object.entries(params ?? {})) {
    url.searchParams.delete(name)
    for (const item of [value].flat()) url.searchParams.append(name, item)
  }
  return url.toString()
}

module.exports = { EdgeRunner }
