'use strict'
// Makes a rule set and a request as small as possible while they still show a difference.

const lists = [
  ['headers'],
  ['redirects'],
  ['rewrites', 'beforeFiles'],
  ['rewrites', 'afterFiles'],
  ['rewrites', 'fallback'],
  ['pages'],
  ['appPaths'],
  ['publicFiles'],
  ['staticFiles'],
  ['legacyFiles'],
  ['middleware']
]

const at = (ruleSet, path) => path.reduce((value, key) => value?.[key], ruleSet)

function replaced(ruleSet, path, value) {
  const copy = structuredClone(ruleSet)
  const parent = path.slice(0, -1).reduce((object, key) => object[key], copy)
  parent[path.at(-1)] = value
  return copy
}

function without(ruleSet, path) {
  const copy = structuredClone(ruleSet)
  const parent = path.slice(0, -1).reduce((object, key) => object[key], copy)
  delete parent[path.at(-1)]
  return copy
}

// Yields rule sets that are a little smaller.
function* smallerRuleSets(ruleSet) {
  if (ruleSet.middleware) yield without(ruleSet, ['middleware'])
  for (const path of lists) {
    const list = at(ruleSet, path) ?? []
    // An empty list of matchers differs from no middleware.
    if (list.length > 1) yield replaced(ruleSet, path, [])
  }
  for (const path of lists) {
    const list = at(ruleSet, path) ?? []
    for (let index = 0; index < list.length; index += 1) {
      yield replaced(
        ruleSet,
        path,
        list.filter((_, other) => other !== index)
      )
      for (const field of ['has', 'missing', 'locale', 'basePath']) {
        if (list[index][field] !== undefined) yield without(ruleSet, [...path, index, field])
      }
    }
  }
  for (const name of Object.keys(ruleSet.settings)) yield without(ruleSet, ['settings', name])
}

function* smallerRequests(request) {
  for (let index = 0; index < request.headers.length; index += 1) {
    yield { ...request, headers: request.headers.filter((_, other) => other !== index) }
  }
  if (request.method !== 'GET') yield { ...request, method: 'GET' }
  const [path, ...query] = request.url.split('?')
  if (query.length === 0) return
  yield { ...request, url: path }
  const parts = query.join('?').split('&')
  for (let index = 0; index < parts.length && parts.length > 1; index += 1) {
    yield { ...request, url: `${path}?${parts.filter((_, other) => other !== index).join('&')}` }
  }
}

/**
 * @param {{ ruleSet: object, request: object }} pair
 * @param {(pair: object) => Promise<boolean>} stillDiffers
 */
async function minimise(pair, stillDiffers) {
  let smallest = pair
  for (;;) {
    const next = await findSmaller(smallest, stillDiffers)
    if (!next) return smallest
    smallest = next
  }
}

async function findSmaller({ ruleSet, request }, stillDiffers) {
  for (const smaller of smallerRequests(request)) {
    if (await stillDiffers({ ruleSet, request: smaller })) return { ruleSet, request: smaller }
  }
  for (const smaller of smallerRuleSets(ruleSet)) {
    if (await stillDiffers({ ruleSet: smaller, request })) return { ruleSet: smaller, request }
  }
  return undefined
}

module.exports = { minimise }
