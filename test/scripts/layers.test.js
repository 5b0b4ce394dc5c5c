'use strict'
// `npm run lint` refuses includes that the layers of src/ do not allow. Each case breaks one rule in
// a copy of the project.

const assert = require('node:assert')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { after, test } = require('node:test')

const { checkLayers, readLayers } = require('../../scripts/lib/layers')

const root = path.resolve(__dirname, '..', '..')

// A copy of the parts of the project that the check reads. Each test starts with it unchanged.
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-layers-'))
for (const folder of ['scripts', 'src', 'test/unit', 'test/support']) {
  fs.cpSync(path.join(root, folder), path.join(copy, folder), { recursive: true })
}
after(() => fs.rmSync(copy, { recursive: true, force: true }))

/** Replaces the text of a file of the copy until the test `t` is over. */
function edit(t, file, change) {
  const where = path.join(copy, file)
  const text = fs.readFileSync(where, 'utf8')
  t.after(() => fs.writeFileSync(where, text))
  fs.writeFileSync(where, change(text))
}

const include = (t, file, line) => edit(t, file, (text) => `${line}\n${text}`)

function depend(t, layer, dependency) {
  const call = /(next_native_layer\([^)]*?)( DEPENDS\b([^)]*))?\)/
  edit(t, `src/${layer}/CMakeLists.txt`, (text) =>
    text.replace(call, `$1 DEPENDS ${dependency} $3)`)
  )
}

test('the project keeps its layers', () => {
  assert.deepEqual(checkLayers(root), [])
})

test('the layers are read from CMake', () => {
  const layers = readLayers(root)
  const folders = fs.readdirSync(path.join(root, 'src')).sort()
  assert.deepEqual([...layers.keys()].sort(), folders)
  assert.deepEqual(layers.get('base').depends, [])
  assert.deepEqual(layers.get('io').depends, ['base'])
})

test('an include that points up is refused', (t) => {
  include(t, 'src/http/date.cc', '#include "server/exchange.h"')
  assert.deepEqual(checkLayers(copy), [
    'src/http/date.cc:1: layer http must not include server/exchange.h: server is above http.'
  ])
})

test('npm run lint fails for an include that points up', (t) => {
  include(t, 'src/http/date.cc', '#include "server/exchange.h"')
  const lint = spawnSync(process.execPath, ['scripts/lint.js'], {
    cwd: copy,
    encoding: 'utf8'
  })
  assert.equal(lint.status, 1)
  assert.match(
    lint.stderr,
    /src\/http\/date\.cc:1: layer http must not include server\/exchange\.h/
  )
})

test('an include of a lower layer that DEPENDS does not name is refused', (t) => {
  include(t, 'src/manifest/app_paths.cc', '#include "http/date.h"')
  assert.deepEqual(checkLayers(copy), [
    'src/manifest/app_paths.cc:1: layer manifest must not include http/date.h: ' +
      'src/manifest/CMakeLists.txt does not name http in DEPENDS.'
  ])
})

test('a relative path does not hide an include', (t) => {
  include(t, 'src/base/ascii.h', '  #  include "../http/date.h"')
  include(t, 'src/base/utf8.h', '#include "../../test/support/memory_file_system.h"')
  assert.deepEqual(checkLayers(copy), [
    'src/base/ascii.h:1: layer base must not include ../http/date.h: http is above base.',
    'src/base/utf8.h:1: the core must not include test/support/memory_file_system.h, which lies outside src/.'
  ])
})

for (const header of ['node_api.h', 'napi.h', 'js_native_api.h', 'node.h', 'v8.h', 'uv/unix.h']) {
  test(`${header} is refused in the whole core`, (t) => {
    include(t, 'src/cache/tag_table.h', `#include <${header}>`)
    include(t, 'src/io/uv_file_system.h', `#include <${header}>`)
    assert.deepEqual(checkLayers(copy), [
      `src/cache/tag_table.h:1: the core must not include ${header}; only binding/ may.`,
      `src/io/uv_file_system.h:1: the core must not include ${header}; only binding/ may.`
    ])
  })
}

test('uv.h is refused outside src/io', (t) => {
  include(t, 'src/server/exchange.h', '#include <uv.h>')
  include(t, 'src/io/uv_file_system.h', '#include <uv.h>')
  assert.deepEqual(checkLayers(copy), [
    'src/server/exchange.h:1: the core must not include uv.h; only src/io and binding/ may.'
  ])
})

test('a circle of DEPENDS is refused', (t) => {
  depend(t, 'base', 'http')
  include(t, 'src/base/utf8.h', '#include "http/date.h"')
  const findings = checkLayers(copy)
  assert.ok(
    findings.some((finding) =>
      /^src\/http\/CMakeLists\.txt:\d+: the layers depend on each other in a circle: base → http → base\.$/.test(
        finding
      )
    ),
    findings.join('\n')
  )
})

test('DEPENDS names that are unknown or unused are refused', (t) => {
  depend(t, 'base', 'basement')
  depend(t, 'io', 'http')
  assert.deepEqual(checkLayers(copy), [
    'src/base/CMakeLists.txt:1: DEPENDS names basement, which is no layer of src/.',
    'src/io/CMakeLists.txt:8: DEPENDS names http, but layer io includes none of it.'
  ])
})

test('a folder of src/ without a declared layer is refused', (t) => {
  fs.mkdirSync(path.join(copy, 'src/attic'))
  t.after(() => fs.rmSync(path.join(copy, 'src/attic'), { recursive: true }))
  fs.writeFileSync(path.join(copy, 'src/attic/box.h'), '#pragma once\n')
  assert.deepEqual(checkLayers(copy), [
    'src/attic/box.h:1: the file belongs to no layer that a CMakeLists.txt of src/ declares.'
  ])
})

test('the tests of a layer must not include higher layers, directly or through a helper', (t) => {
  include(t, 'test/unit/http/date_test.cc', '#include "server/exchange.h"')
  include(t, 'test/support/memory_file_system.h', '#include "http/date.h"')
  include(t, 'test/unit/io/uv_file_system_test.cc', '#include "support/memory_file_system.h"')
  const findings = checkLayers(copy)
  assert.ok(
    findings.includes(
      'test/unit/http/date_test.cc:1: the tests of layer http must not include server/exchange.h: ' +
        'http does not depend on server.'
    ),
    findings.join('\n')
  )
  assert.ok(
    findings.includes(
      'test/unit/io/uv_file_system_test.cc:1: the tests of layer io must not include http/date.h ' +
        '(through test/support/memory_file_system.h): io does not depend on http.'
    ),
    findings.join('\n')
  )
})
