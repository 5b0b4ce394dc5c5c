'use strict'
// Makes build/bench/app: a copy of bench/app plus generated files, installed and built with the
// real `next build`. Skips what is up to date.

const fs = require('node:fs')
const path = require('node:path')
const zlib = require('node:zlib')

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

// A module of about 113 kB after minification. It compresses to about a third, as scripts do.
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

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(zlib.crc32(body), body.length + 4)
  return chunk
}

// A picture of soft colours with some noise, which makes it as large as a photo.
function pngOf(width, height) {
  const random = randomNumbers(17)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const noise = random.next().value & 15
      const at = y * (width * 3 + 1) + 1 + x * 3
      rows.set([(x * 200) / width + noise, (y * 200) / height + noise, 90 + noise], at)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8) // bits, RGB, compression, filter, interlace
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = zlib.deflateSync(rows)
  const chunks = [
    pngChunk('IHDR', head),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0))
  ]
  return Buffer.concat([signature, ...chunks])
}

function put(name, content) {
  const file = path.join(folder, name)
  const data = Buffer.from(content)
  // An unchanged file keeps its date, because the servers send it.
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

// Builds the app. Returns its folder and the values that differ from build to build.
function buildApp() {
  fs.mkdirSync(folder, { recursive: true })
  copySources()
  put('generated/catalogue.mjs', catalogueModule())
  put('public/drawing.svg', svgOf(3000))
  put('public/large.bin', binaryOf(5 * 1024 * 1024))
  put('public/photo.png', pngOf(800, 600))
  installExample(folder)
  buildExample(folder)
  const buildId = fs.readFileSync(path.join(folder, '.next', 'BUILD_ID'), 'utf8').trim()
  return { folder, buildId, chunkPath: chunkPath() }
}

module.exports = { buildApp }
