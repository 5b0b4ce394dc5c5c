'use strict'
// Checks that each layer of src/ includes only what it may. The only list of the layers, and of
// what each may use, is the DEPENDS of src/<layer>/CMakeLists.txt.

const fs = require('node:fs')
const path = require('node:path')

const { sources } = require('./sources')

// The headers of Node.js and libuv. On some machines the compiler finds them in its default
// folders, so it is not enough to leave them off the include path.
const nodeHeader =
  /^(node|node_api|node_api_types|js_native_api|js_native_api_types|napi|uv|v8)\.h$/
const isNodeHeader = (name) => nodeHeader.test(name) || /^(node|uv)\//.test(name)

// The one layer that may include uv.h.
const uvLayer = 'io'

const lineOf = (text, index) => text.slice(0, index).split('\n').length

/** Returns the layers below `root`/src by name: what each may use, and where it declares that. */
function readLayers(root) {
  const layers = new Map()
  for (const file of sources(['src'], ['.txt'], root)) {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    const call = /^next_native_layer\(([^)]*)\)/m.exec(
      text.replaceAll(/#.*$/gm, (it) => ' '.repeat(it.length))
    )
    if (!call) continue
    const [name, ...words] = call[1].split(/\s+/).filter(Boolean)
    const depends = []
    let isList = false
    for (const word of words) {
      if (/^[A-Z]+$/.test(word)) isList = word === 'DEPENDS'
      else if (isList) depends.push(word)
    }
    layers.set(name, { depends, file, line: lineOf(text, call.index) })
  }
  return layers
}

/** Returns `layer` and everything it may use, directly or through other layers. */
function closureOf(layers, layer, found = new Set()) {
  if (found.has(layer)) return found
  found.add(layer)
  for (const dependency of layers.get(layer)?.depends ?? []) closureOf(layers, dependency, found)
  return found
}

/** Returns findings about the declarations themselves: unknown names and circles. */
function checkDeclarations(layers) {
  const findings = []
  const settled = new Set()
  const visit = (name, above) => {
    const { depends, file, line } = layers.get(name)
    for (const dependency of depends) {
      if (!layers.has(dependency)) {
        findings.push(`${file}:${line}: DEPENDS names ${dependency}, which is no layer of src/.`)
      } else if (above.includes(dependency)) {
        const circle = [...above.slice(above.indexOf(dependency)), dependency].join(' → ')
        findings.push(`${file}:${line}: the layers depend on each other in a circle: ${circle}.`)
      } else if (!settled.has(dependency)) {
        visit(dependency, [...above, dependency])
      }
    }
    settled.add(name)
  }
  for (const name of layers.keys()) if (!settled.has(name)) visit(name, [name])
  return findings
}

/**
 * Returns the #include lines of a file. `target` is the included file relative to `root`; undefined
 * if `root` has no such file.
 */
function includesOf(root, file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]/gm)].map((match) => {
    const [, quote, name] = match
    const folders = ['src', 'test', 'bench']
    if (quote === '"') folders.unshift(path.dirname(file))
    const target = folders
      .map((folder) => path.join(folder, name))
      .find((candidate) => fs.existsSync(path.join(root, candidate)))
    return { name, target, place: `${file}:${lineOf(text, match.index)}` }
  })
}

const layerOf = (file) => /^src\/([^/]+)\//.exec(file.replaceAll(path.sep, '/'))?.[1]

function checkCore(root, layers) {
  const findings = []
  const used = new Map([...layers.keys()].map((name) => [name, new Set()]))
  for (const file of sources(['src'], ['.cc', '.h'], root)) {
    const layer = layerOf(file)
    if (!layers.has(layer)) {
      findings.push(
        `${file}:1: the file belongs to no layer that a CMakeLists.txt of src/ declares.`
      )
      continue
    }
    const { depends, file: declaration } = layers.get(layer)
    for (const { name, target, place } of includesOf(root, file)) {
      if (isNodeHeader(name) && !(name === 'uv.h' && layer === uvLayer)) {
        const where = name === 'uv.h' ? `src/${uvLayer} and binding/` : 'binding/'
        findings.push(`${place}: the core must not include ${name}; only ${where} may.`)
      }
      if (!target) continue
      const included = layerOf(target)
      if (!included) {
        findings.push(`${place}: the core must not include ${target}, which lies outside src/.`)
      } else if (included !== layer) {
        used.get(layer).add(included)
        if (depends.includes(included)) continue
        findings.push(
          `${place}: layer ${layer} must not include ${name}: ` +
            (closureOf(layers, included).has(layer)
              ? `${included} is above ${layer}.`
              : `${declaration} does not name ${included} in DEPENDS.`)
        )
      }
    }
  }
  for (const [layer, { depends, file, line }] of layers) {
    for (const dependency of depends) {
      if (used.get(layer).has(dependency) || !layers.has(dependency)) continue
      findings.push(
        `${file}:${line}: DEPENDS names ${dependency}, but layer ${layer} includes none of it.`
      )
    }
  }
  return findings
}

/**
 * Returns findings about test/unit/<layer>, which may use only that layer and those below it, also
 * through helpers.
 */
function checkTests(root, layers) {
  const findings = new Set()
  for (const layer of layers.keys()) {
    const folder = path.join('test', 'unit', layer)
    if (!fs.existsSync(path.join(root, folder))) continue
    const allowed = closureOf(layers, layer)
    const seen = new Set()
    const visit = (file, from) => {
      if (seen.has(file)) return
      seen.add(file)
      for (const { name, target, place } of includesOf(root, file)) {
        const included = target && layerOf(target)
        if (!target) continue
        if (!included) visit(target, from)
        else if (!allowed.has(included)) {
          const way = from === file ? '' : ` (through ${file})`
          findings.add(
            `${from === file ? place : `${from}:1`}: the tests of layer ${layer} must not include ` +
              `${name}${way}: ${layer} does not depend on ${included}.`
          )
        }
      }
    }
    for (const file of sources([folder], ['.cc', '.h'], root)) visit(file, file)
  }
  return [...findings]
}

/**
 * Returns one sentence for each violation in the project at `root`. Each begins with `file:line:`.
 */
function checkLayers(root) {
  const layers = readLayers(root)
  if (layers.size === 0) return ['src/CMakeLists.txt:1: no layer of src/ is declared.']
  return [...checkDeclarations(layers), ...checkCore(root, layers), ...checkTests(root, layers)]
}

module.exports = { checkLayers, readLayers }
