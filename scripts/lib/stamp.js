'use strict'
// A stamp is a file that holds a digest of the inputs of a long step. The step is skipped while its
// inputs have the same digest.

const crypto = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')

function* filesBelow(folder, skip) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (skip.includes(entry.name)) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(file, skip)
    else if (entry.isFile()) yield file
  }
}

// Returns a digest of the names and contents of `paths` (files or folders) and of the strings in
// `also`. Entries whose name is in `skip` are left out.
function digest(paths, { skip = [], also = [] } = {}) {
  const hash = crypto.createHash('sha256')
  for (const start of paths) {
    const files = fs.statSync(start).isDirectory() ? [...filesBelow(start, skip)].sort() : [start]
    for (const file of files) {
      hash
        .update(`${path.relative(start, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0')
    }
  }
  for (const text of also) hash.update(`${text}\0`)
  return hash.digest('hex')
}

function matches(stampFile, state) {
  try {
    return fs.readFileSync(stampFile, 'utf8') === state
  } catch {
    return false
  }
}

function write(stampFile, state) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true })
  fs.writeFileSync(stampFile, state)
}

module.exports = { digest, matches, write }
