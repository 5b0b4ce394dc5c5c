'use strict'
// clang refuses code that uses a guarded member without its mutex, and clang-tidy runs this check.

const assert = require('node:assert')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { tidyOptions } = require('../../scripts/lib/clang-tidy')
const { sources } = require('../../scripts/lib/sources')

const root = path.resolve(__dirname, '..', '..')
const file = path.join('test', 'compile_fail', 'mutex.cc')

function compile(compiler, ...options) {
  const args = ['-std=c++20', '-Isrc', '-fsyntax-only', '-Wall', '-Wextra', '-Werror', ...options]
  return spawnSync(compiler, [...args, file], { cwd: root, encoding: 'utf8' })
}

test('correct use of a mutex compiles', () => {
  for (const compiler of ['clang++', 'g++']) {
    const options = compiler === 'clang++' ? ['-Wthread-safety'] : []
    const { status, stderr } = compile(compiler, ...options)
    assert.equal(status, 0, stderr)
  }
})

const mistakes = {
  READ_WITHOUT_LOCK: /reading variable 'total_' requires holding mutex 'mutex_'/,
  CALL_WITHOUT_LOCK: /calling function 'AddLocked' requires holding mutex 'mutex_' exclusively/,
  LOCK_TWICE: /acquiring mutex 'mutex_' that is already held/,
  KEEP_LOCKED: /mutex 'mutex_' is still held at the end of function/,
  CALL_WITH_LOCK: /cannot call function 'Add' while mutex 'mutex_' is held/
}

for (const [macro, message] of Object.entries(mistakes)) {
  test(`clang refuses ${macro}`, () => {
    const { status, stderr } = compile('clang++', '-Wthread-safety', `-D${macro}`)
    assert.notEqual(status, 0)
    assert.match(stderr, message)
  })
}

test('clang-tidy runs the check', () => {
  const tidy = (...defines) =>
    spawnSync('clang-tidy', [...tidyOptions, file, '--', '-std=c++20', '-Isrc', ...defines], {
      cwd: root,
      encoding: 'utf8'
    })
  const good = tidy()
  assert.equal(good.status, 0, good.stdout)
  const bad = tidy('-DREAD_WITHOUT_LOCK')
  assert.notEqual(bad.status, 0)
  assert.match(bad.stdout, mistakes.READ_WITHOUT_LOCK)
})

test('only base/mutex.h uses a mutex without annotations', () => {
  const plain = sources(['src', 'binding'], ['.cc', '.h']).filter((name) =>
    /std::(\w*mutex|lock_guard|unique_lock|scoped_lock)\b/.test(
      fs.readFileSync(path.join(root, name), 'utf8')
    )
  )
  const allowed = ['src/base/mutex.h']
  assert.deepEqual(
    plain.filter((name) => !allowed.includes(name)),
    []
  )
})
