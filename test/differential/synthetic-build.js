'use strict'
// Writes the output of `next build` for a rule set, with functions of Next.js itself wherever it
// has one. The entrypoints are stubs (entry-stubs.js).

const fs = require('node:fs')
const path = require('node:path')

const { RefusedRuleSet, loadCustomRoutes, refusingQuietly } = require('./custom-routes')
const { stubText } = require('./entry-stubs')
const { requireNext } = require('./next-package')

const buildId = 'build-1.0'
const previewProps = {
  previewModeId: '6f4b26f636c3fb087a2f2c050f816933',
  previewModeSigningKey: '986cee91d61cf81e4aa34041c8911de00529c7412700696d7dd55dcedf07211c',
  previewModeEncryptionKey: 'c90d16ffbe94054b465b55d8a31a210196fa6e3639f48d83621e78e27e18079b'
}
const everyPagesBuild = ['/_app', '/_document', '/_error']
const everyAppBuild = ['/_not-found/page', '/_global-error/page']

class SyntheticBuild {
  #dir
  #ruleSet

  constructor(dir, ruleSet) {
    this.#dir = dir
    this.#ruleSet = ruleSet
  }

  #write(name, content) {
    const file = path.join(this.#dir, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }

  #writeJson(name, value) {
    this.#write(`.next/${name}`, JSON.stringify(value, null, 2))
  }

  /**
   * @returns {Promise<object>} the configuration for servers of this build
   * @throws {RefusedRuleSet} if Next.js rejects the rule set
   */
  async write() {
    const text = JSON.stringify(this.#ruleSet.settings, null, 2)
    this.#write('next.config.js', `module.exports = ${text}\n`)
    this.#write('package.json', '{"private":true}\n')
    const config = await this.#loadConfig('phase-production-build')
    const routes = await loadCustomRoutes(config, this.#ruleSet)
    this.#checkPages()
    this.#write('.next/BUILD_ID', buildId)
    this.#writeFiles()
    const pagesManifest = this.#writePages(config)
    this.#writeAppPaths()
    this.#writeRoutes(config, routes, pagesManifest)
    this.#writePrerendered(config)
    await this.#writeMiddleware(config)
    this.#writeRest(config)
    return this.#loadConfig('phase-production-server')
  }

  #loadConfig(phase) {
    const load = requireNext('dist/server/config').default
    return refusingQuietly(() => load(phase, this.#dir, { silent: true }))
  }

  // Rejects two pages with the same pathname, and two names for the same parameter.
  #checkPages() {
    const { getSortedRoutes } = requireNext('dist/shared/lib/router/utils')
    const { validateAppPaths } = requireNext('dist/build/validate-app-paths')
    const app = this.#appPathnames()
    const pages = this.#ruleSet.pages.map(({ page }) => page)
    const both = pages.filter((page) => app.includes(page))
    if (both.length > 0) throw new RefusedRuleSet(`app and pages: ${both}`)
    try {
      getSortedRoutes([...pages, ...app])
      validateAppPaths(app)
    } catch (error) {
      throw new RefusedRuleSet(error.message)
    }
    const conflicting = pages.find((page) => this.#ruleSet.publicFiles.includes(page.slice(1)))
    if (conflicting) throw new RefusedRuleSet(`public file and page: ${conflicting}`)
  }

  #allAppPaths() {
    const { appPaths } = this.#ruleSet
    return appPaths.length > 0 ? [...everyAppBuild, ...appPaths] : []
  }

  #appPathnames() {
    const { normalizeAppPath } = requireNext('dist/shared/lib/router/utils/app-paths')
    return [...new Set(this.#ruleSet.appPaths.map(normalizeAppPath))]
  }

  // The content of each file is its name.
  #writeFiles() {
    const { publicFiles, staticFiles, legacyFiles } = this.#ruleSet
    for (const name of publicFiles) this.#writeFile(`public/${name}`)
    for (const name of staticFiles) this.#writeFile(`.next/static/${name}`)
    for (const name of legacyFiles) this.#writeFile(`static/${name}`)
    fs.mkdirSync(path.join(this.#dir, '.next', 'static'), { recursive: true })
  }

  #writeFile(name) {
    this.#write(name, `file:${name}`)
  }

  #writePages(config) {
    const { normalizePagePath } = requireNext('dist/shared/lib/page-path/normalize-page-path')
    const fileOf = (page, extension) => `pages${normalizePagePath(page)}.${extension}`
    const manifest = {}
    const scripts = [
      ...everyPagesBuild.map((page) => ({ page, kind: 'ssp' })),
      ...this.#ruleSet.pages.filter(({ kind }) => kind !== 'static')
    ]
    for (const { page, kind } of scripts) {
      manifest[page] = fileOf(page, 'js')
      this.#write(`.next/server/${manifest[page]}`, stubText(manifest[page], kind))
    }
    const statics = this.#ruleSet.pages.filter(({ kind }) => kind === 'static')
    for (const page of ['/404', '/500', ...statics.map((entry) => entry.page)]) {
      const prefixes = config.i18n ? config.i18n.locales.map((locale) => `/${locale}`) : ['']
      for (const prefix of prefixes) {
        const isRoot = page === '/' && prefix !== ''
        const key = isRoot ? prefix : prefix + page
        manifest[key] = isRoot ? `pages${prefix}.html` : fileOf(key, 'html')
        this.#write(`.next/server/${manifest[key]}`, `html:${manifest[key]}`)
      }
    }
    this.#writeJson('server/pages-manifest.json', manifest)
    return manifest
  }

  #writeAppPaths() {
    const { normalizeAppPath } = requireNext('dist/shared/lib/router/utils/app-paths')
    const paths = this.#allAppPaths()
    if (paths.length === 0) return
    const files = {}
    const routes = {}
    for (const appPath of paths) {
      files[appPath] = `app${appPath}.js`
      routes[appPath] = normalizeAppPath(appPath)
      this.#write(`.next/server/${files[appPath]}`, stubText(files[appPath], 'app'))
    }
    this.#writeJson('server/app-paths-manifest.json', files)
    this.#writeJson('app-path-routes-manifest.json', routes)
  }

  #writeRoutes(config, routes, pagesManifest) {
    const { generateRoutesManifest } = requireNext('dist/build/generate-routes-manifest')
    const { generateInterceptionRoutesRewrites } = requireNext(
      'dist/lib/generate-interception-routes-rewrites'
    )
    const { sortPages } = requireNext('dist/shared/lib/router/utils/sortable-routes')
    const { buildDataRoute } = requireNext('dist/server/lib/router-utils/build-data-route')
    const { appPaths, pages } = this.#ruleSet
    const app = this.#appPathnames()
    routes.rewrites.beforeFiles.push(...generateInterceptionRoutesRewrites(app, config.basePath))
    const isRouted = (page) => !everyPagesBuild.includes(page)
    const { routesManifest } = generateRoutesManifest({
      appType: appPaths.length === 0 ? 'pages' : pages.length === 0 ? 'app' : 'hybrid',
      pageKeys: {
        pages: [...new Set([...pages.map(({ page }) => page), '/404'])].filter(isRouted),
        app: appPaths.length > 0 ? ['/_not-found', ...app] : undefined
      },
      config,
      ...routes,
      restrictedRedirectPaths: [`${config.basePath}/_next`],
      isAppPPREnabled: false,
      deploymentId: config.deploymentId
    })
    const withData = pages.filter(({ kind }) => kind === 'ssg' || kind === 'ssp')
    routesManifest.dataRoutes = sortPages(withData.map(({ page }) => page)).map((page) =>
      buildDataRoute(page, buildId)
    )
    this.#writeJson('routes-manifest.json', routesManifest)
    return pagesManifest
  }

  #writePrerendered(config) {
    const { isDynamicRoute } = requireNext('dist/shared/lib/router/utils')
    const { buildDataRoute } = requireNext('dist/server/lib/router-utils/build-data-route')
    const { normalizeRouteRegex } = requireNext('dist/lib/load-custom-routes')
    const { getRouteRegex } = requireNext('dist/shared/lib/router/utils/route-regex')
    const routes = {}
    const dynamicRoutes = {}
    for (const { page, kind } of this.#ruleSet.pages) {
      if (kind !== 'ssg') continue
      if (isDynamicRoute(page)) {
        dynamicRoutes[page] = {
          routeRegex: normalizeRouteRegex(getRouteRegex(page).re.source),
          dataRoute: `/_next/data/${buildId}${page}.json`,
          fallback: null,
          ...buildDataRoute(page, buildId),
          allowHeader: []
        }
        continue
      }
      for (const locale of config.i18n?.locales ?? ['']) {
        const prefix = locale && `/${locale}`
        const key = page === '/' && prefix ? prefix : prefix + page
        routes[key] = {
          routeType: 'page',
          initialRevalidateSeconds: false,
          srcRoute: page,
          dataRoute: `/_next/data/${buildId}${key === '/' ? '/index' : key}.json`,
          allowHeader: []
        }
      }
    }
    const preview = previewProps
    this.#writeJson('prerender-manifest.json', {
      version: 4,
      routes,
      dynamicRoutes,
      notFoundRoutes: [],
      preview
    })
    this.#writeJson('server/preview-props.json', previewProps)
  }

  async #writeMiddleware(config) {
    const { getMiddlewareMatchers } = requireNext('dist/build/analysis/get-page-static-info')
    const { middleware } = this.#ruleSet
    const functions = {}
    if (middleware) {
      functions['/_middleware'] = {
        runtime: 'nodejs',
        ...(middleware.length > 0 && {
          matchers: await refusingQuietly(() => getMiddlewareMatchers(middleware, config))
        })
      }
      this.#write('.next/server/middleware.js', stubText('middleware.js', 'middleware'))
    }
    this.#writeJson('server/functions-config-manifest.json', { version: 1, functions })
    this.#writeJson('server/middleware-manifest.json', {
      version: 3,
      middleware: {},
      sortedMiddleware: [],
      functions: {}
    })
  }

  #writeRest(config) {
    const manifest = (name, value) => this.#writeJson(name, value)
    manifest('images-manifest.json', { version: 1, images: config.images })
    manifest('required-server-files.json', { version: 1, config, files: [], ignore: [] })
    manifest('build-manifest.json', { pages: {}, rootMainFiles: [], lowPriorityFiles: [] })
    manifest('server/next-font-manifest.json', { app: {}, pages: {} })
    manifest('server/server-reference-manifest.json', { node: {}, edge: {}, encryptionKey: '' })
  }
}

/** Writes the build of `ruleSet` into the empty folder `dir`. */
function writeBuild(dir, ruleSet) {
  return new SyntheticBuild(dir, ruleSet).write()
}

module.exports = { buildId, writeBuild }
