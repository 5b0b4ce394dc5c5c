'use strict'
// Makes a copy of the bench app's build with many rules and dynamic routes in its manifests. The
// functions of `next build` write them.

const fs = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')

const { root } = require('../../scripts/lib/run')

const names = (count, make) => Array.from({ length: count }, (_, index) => make(index))

// Every rule begins with its own word, as in real apps.
function rulesOf(count) {
  return {
    redirects: names(count, (index) => ({
      source: `/moved-${index}/:slug`,
      destination: `/articles-${index}/:slug`,
      permanent: true
    })),
    headers: names(count, (index) => ({
      source: `/labelled-${index}/:path*`,
      headers: [{ key: 'X-Label', value: `${index}` }]
    })),
    rewrites: names(count, (index) => ({
      source: `/alias-${index}/:slug`,
      destination: '/small'
    })),
    pages: names(count, (index) => `/section-${index}/[slug]`)
  }
}

function change(file, edit) {
  const value = JSON.parse(fs.readFileSync(file, 'utf8'))
  edit(value)
  fs.writeFileSync(file, JSON.stringify(value))
}

function addRules(folder, { redirects, headers, rewrites, pages }) {
  const requireFromApp = createRequire(path.join(folder, 'package.json'))
  const { buildCustomRoute } = requireFromApp('next/dist/lib/build-custom-route')
  const { pageToRoute } = requireFromApp('next/dist/build/utils')
  change(path.join(folder, '.next', 'routes-manifest.json'), (manifest) => {
    for (const rule of redirects) {
      manifest.redirects.push(buildCustomRoute('redirect', rule, ['/_next']))
    }
    for (const rule of headers) manifest.headers.push(buildCustomRoute('header', rule))
    for (const rule of rewrites) {
      manifest.rewrites.afterFiles.push(buildCustomRoute('rewrite', rule))
    }
    const own = manifest.dynamicRoutes.splice(0)
    for (const page of pages) manifest.dynamicRoutes.push(pageToRoute(page))
    // The app's own routes come last, so that the measured one is the last of all.
    manifest.dynamicRoutes.push(...own)
  })
}

// No scenario requests these pages; routing only has to pass them.
function addPages(folder, pages) {
  const server = path.join(folder, '.next', 'server')
  change(path.join(server, 'pages-manifest.json'), (manifest) => {
    for (const page of pages) {
      manifest[page] = `pages${page}.js`
      const file = path.join(server, manifest[page])
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, 'module.exports = { default() {}, handler() {} }\n')
    }
  })
}

/**
 * @param {string} source the folder of the built app
 * @param {number} count the number of rules of each kind, and of dynamic routes
 * @returns {string} the folder of the copy
 */
function scaleApp(source, count) {
  const folder = path.join(root, 'build', 'bench', `app-${count}`)
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'next.config.js', '.next', 'public']) {
    fs.cpSync(path.join(source, name), path.join(folder, name), { recursive: true })
  }
  fs.symlinkSync(path.join(source, 'node_modules'), path.join(folder, 'node_modules'))
  const rules = rulesOf(count)
  addRules(folder, rules)
  addPages(folder, rules.pages)
  return folder
}

module.exports = { scaleApp }
