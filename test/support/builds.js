'use strict'

// Further builds of the fixture app `reload`. They are copies of its one build with another text wherever
// that build names itself, put in place in the order in which `next build` writes.

const fs = require('node:fs')
const path = require('node:path')
const { execFile } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(execFile)

const original = 'marker-of-build-0'

const markerOf = (number) => original.slice(0, -String(number).length) + number

function replaceIn(folder, marker) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) replaceIn(file, marker)
    else if (entry.isFile()) {
      const bytes = fs.readFileSync(file, 'latin1')
      if (bytes.includes(original)) {
        fs.writeFileSync(file, bytes.replaceAll(original, marker), 'latin1')
      }
    }
    if (entry.name === original) fs.renameSync(file, path.join(folder, marker))
  }
}

/** The builds that take turns in `dir`, the folder of a copy of the fixture. */
class Builds {
  #dir
  #source

  constructor(dir) {
    this.#dir = dir
    this.#source = path.join(dir, '.source')
    fs.cpSync(path.join(dir, '.next'), this.#source, {
      recursive: true,
      filter: (file) => !/\.map$|\.nft\.json$|\.next\/(cache|types|trace.*|diagnostics)$/.test(file)
    })
  }

  /**
   * Makes build `number`, with a file of its own below `static/`.
   *
   * @param {(folder: string) => void} [change] makes it differ in other ways
   * @returns {string} its folder
   */
  make(number, change = () => {}) {
    const folder = path.join(this.#dir, `.build-${number}`)
    fs.cpSync(this.#source, folder, { recursive: true })
    replaceIn(folder, markerOf(number))
    fs.writeFileSync(path.join(folder, `static/only-in-${number}.js`), markerOf(number))
    change(folder)
    return folder
  }

  /** Replaces the current build, file by file. */
  async publish(folder) {
    const target = path.join(this.#dir, '.next')
    fs.mkdirSync(target, { recursive: true })
    fs.writeFileSync(path.join(target, 'lock'), '')
    const old = fs.readdirSync(target).filter((name) => name !== 'lock')
    const last = 'export-marker.json'
    const names = fs.readdirSync(folder).filter((name) => name !== last)
    // Uses other processes, so that the server under test has this one to itself.
    await run('rm', ['-rf', ...old.map((name) => path.join(target, name))])
    await run('cp', ['-r', ...names.map((name) => path.join(folder, name)), target])
    await run('cp', [path.join(folder, last), target])
    fs.rmSync(path.join(target, 'lock'))
  }
}

module.exports = { Builds, markerOf }
