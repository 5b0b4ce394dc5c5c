'use strict'
// Generates the outputs of an app: pages of both routers, API routes and files.

const pagePool = [
  '/',
  '/about',
  '/old',
  '/Up',
  '/x.y',
  '/index/index',
  '/blog',
  '/blog/new',
  '/blog/[slug]',
  '/docs/[...path]',
  '/shop/[[...all]]',
  '/shop/[id]/edit',
  '/[lang]/new',
  '/[lang]/[id]/a',
  '/[...rest]',
  '/a/b',
  '/ü',
  '/api/hello',
  '/api/[id]',
  '/api/files/[...rest]'
]

const appPool = [
  '/page',
  '/about/page',
  '/(group)/old/page',
  '/new/page',
  '/v1.0/page',
  '/blog/page',
  '/blog/[slug]/page',
  '/blog/[slug]/edit/page',
  '/docs/[...path]/page',
  '/shop/[[...all]]/page',
  '/shop/[id]/page',
  '/[lang]/page',
  '/[lang]/b/page',
  '/[...rest]/page',
  '/a/b/route',
  '/a/[id]/route',
  '/x.y/route',
  '/api/hello/route',
  '/api/[id]/route',
  '/日本/page'
]

// Parallel and intercepting routes, in groups that belong together.
const appGroups = [
  ['/@panel/about/page', '/@panel/[...all]/page'],
  ['/feed/page', '/feed/(.)photo/[id]/page', '/feed/photo/[id]/page'],
  ['/feed/page', '/feed/(..)photo/[id]/page', '/photo/[id]/page'],
  ['/blog/(...)about/page'],
  ['/[lang]/(.)b/page']
]

const publicPool = [
  'file.txt',
  'old/file.txt',
  'a/index.html',
  'h w.txt',
  'ü.txt',
  'Up.TXT',
  'x.y.txt',
  '100%.txt',
  'docs/v1.0',
  'en/file.txt',
  'b',
  'api/data.json',
  '.well-known/a'
]

const staticPool = [
  'chunks/main.js',
  'chunks/pages/blog/[slug]-d4.js',
  'media/font.woff2',
  'css/a b.css'
]

class AppGenerator {
  #random

  constructor(random) {
    this.#random = random
  }

  #pages() {
    const random = this.#random
    return random.some(pagePool, random.between(2, 9)).map((page) => ({
      page,
      kind: page.startsWith('/api') ? 'api' : random.pick(['static', 'ssg', 'ssp', 'ssp'])
    }))
  }

  #appPaths() {
    const random = this.#random
    const paths = random.some(appPool, random.between(2, 8))
    if (random.chance(0.3)) {
      for (const group of random.some(appGroups, random.between(1, 2))) paths.push(...group)
    }
    return [...new Set(paths)]
  }

  generate() {
    const random = this.#random
    const router = random.pick(['pages', 'app', 'both'])
    const appPaths = router === 'pages' ? [] : this.#appPaths()
    const taken = appPaths.map(pathnameOf)
    const pages = router === 'app' ? [] : this.#pages()
    return {
      pages: pages.filter(({ page }) => !taken.includes(page)),
      appPaths,
      publicFiles: random.some(publicPool, random.between(0, 6)),
      staticFiles: random.some(staticPool, random.between(1, 4)),
      legacyFiles: random.chance(0.2) ? ['legacy.txt', 'a b.txt'] : []
    }
  }
}

const pathnameOf = (appPath) =>
  appPath.replace(/\/(page|route)$/, '').replace(/\/(\([^/]*\)|@[^/]*)(?=\/|$)/g, '') || '/'

/** Returns the paths of an app in the form that destinations use. */
function targetsOf({ pages, appPaths, publicFiles, staticFiles }) {
  return [
    ...pages.map(({ page }) => page),
    ...appPaths.filter((path) => !/[(@]/.test(path)).map(pathnameOf),
    ...publicFiles.map((file) => `/${encodeURI(file)}`),
    ...staticFiles.map((file) => `/_next/static/${encodeURI(file)}`)
  ]
}

module.exports = { AppGenerator, targetsOf }
