'use strict'
// Makes build/bench/app: a copy of bench/app with its generated files, installed and built by the
// real `next build`. What is up to date is left as it is.

const fs = require('node:fs')
const path = require('node:path')

const { buildExample, installExample } = require('../../scripts/lib/example')
const { root } = require('../../scripts/lib/run')

const source = path.join(root, 'bench', 'app')
const folder = path.join(root, 'build', 'bench', 'app')
const chunkMark = 'bench-catalogue'

function* randomNumbers(seed) {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state >>> 8
  }
}

// A module of about 113 kB once minified that compresses as scripts do, to about a third.
function catalogueModule() {
  const random = randomNumbers(7)
  const next = (limit) => random.next().value % limit
  const nouns = 'lamp chair table shelf clock mirror carpet basket blanket drawer'.split(' ')
  const entries = Array.from({ length: 1552 }, (_, id) => {
    const name = `${nouns[next(10)]} ${nouns[next(10)]} ${next(1e6).toString(36)}`
    const size = [next(300), next(300), next(100)]
    return { id, name, size, price: next(90000) / 100, stock: next(40) }
  })
  return `export const catalogue = ${JSON.stringify([{ mark: chunkMark }, ...entries])}\n`
}

function svgOf(bytes) {
  const random = randomNumbers(11)
  let shapes = ''
  while (shapes.length < bytes - 110) {
    const [x, y, r] = [1, 2, 3].map(() => random.next().value % 100)
    shapes += `<circle cx="${x}" cy="${y}" r="${r}" fill="none"/>\n`
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">\n${shapes}</svg>\n`
}

function binaryOf(bytes) {
  const random = randomNumbers(13)
  const data = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at += 2) data.writeUInt16LE(random.next().value & 0xffff, at)
  return data
}

function put(name, content) {
  const file = path.join(folder, name)
  const data = Buffer.from(content)
  // An unchanged file keeps its date, which is part of what the servers send.
  if (fs.existsSync(file) && fs.readFileSync(file).equals(data)) return
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, data)
}

function copySources() {
  for (const name of fs.readdirSync(source)) {
    fs.rmSync(path.join(folder, name), { recursive: true, force: true })
    fs.cpSync(path.join(source, name), path.join(folder, name), { recursive: true })
  }
}

function chunkPath() {
  const chunks = path.join(folder, '.next', 'static', 'chunks')
  const found = fs
    .readdirSync(chunks)
    .find((name) => fs.readFileSync(path.join(chunks, name), 'utf8').includes(chunkMark))
  if (!found) throw new Error(`no chunk of ${chunks} holds the generated module`)
  return `/_next/static/chunks/${found}`
}

// Returns the folder of the built app and the paths that differ from build to build.
function buildApp() {
  fs.mkdirSync(folder, { recursive: true })
  copySources()
  put('generated/catalogue.mjs', catalogueModule())
  put('public/drawing.svg', svgOf(3000))
  put('public/large.bin', binaryOf(5 * 1024 * 1024))
  installExample(folder)
  buildExample(folder)
  const buildId = fs.readFileSync(path.join(folder, '.next', 'BUILD_ID'), 'utf8').trim()
  return { folder, buildId, chunkPath: chunkPath() }
}

module.exports = { buildApp }
