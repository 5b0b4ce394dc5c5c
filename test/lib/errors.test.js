'use strict'
// docs/errors.md lists the codes that the code uses, all of them and no others.

const assert = require('node:assert')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const root = path.resolve(__dirname, '..', '..')

const isCode = /NEXT_NATIVE_ERR_[A-Z_]*[A-Z]/g

function filesBelow(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => /\.(js|mjs|ts|cc|h)$/.test(file))
    .map((file) => path.join(folder, file))
}

const codesOf = (file) => fs.readFileSync(path.join(root, file), 'utf8').match(isCode) ?? []

const used = new Set(['lib', 'bin', 'binding', 'src'].flatMap(filesBelow).flatMap(codesOf))
const text = fs.readFileSync(path.join(root, 'docs', 'errors.md'), 'utf8')
const rows = [...text.matchAll(/^\| `(NEXT_NATIVE_ERR_\w+)` \| ([^|]+) \| ([^|]+) \|$/gm)]
const listed = rows.map(([, code]) => code)

test('every code is listed', () => {
  assert.ok(used.size > 10)
  assert.deepEqual(
    [...used].filter((code) => !listed.includes(code)),
    []
  )
})

test('every listed code is used, and listed once', () => {
  assert.deepEqual(
    listed.filter((code) => !used.has(code)),
    []
  )
  assert.deepEqual(listed, [...new Set(listed)])
})

test('other documents name only codes that exist', () => {
  const documents = fs.readdirSync(path.join(root, 'docs')).map((file) => path.join('docs', file))
  for (const file of ['README.md', ...documents]) {
    assert.deepEqual(
      codesOf(file).filter((code) => !used.has(code)),
      [],
      file
    )
  }
})
