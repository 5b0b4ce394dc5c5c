'use strict'
// Updates tables in Markdown files, between <!-- name:begin --> and <!-- name:end -->.

const fs = require('node:fs')
const path = require('node:path')

const { root } = require('../../scripts/lib/run')

/** Writes `text` between the marks of `name` into a file of the repository. */
function updateDocs(file, name, text) {
  const page = path.join(root, file)
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`]
  const old = fs.readFileSync(page, 'utf8')
  const from = old.indexOf(begin)
  const to = old.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} and ${end}`)
  fs.writeFileSync(page, `${old.slice(0, from + begin.length)}\n\n${text}\n\n${old.slice(to)}`)
}

module.exports = { updateDocs }
