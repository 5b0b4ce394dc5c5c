'use strict'

const assert = require('node:assert')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const test = require('node:test')
const { InstalledNext } = require('../../../lib/next/installed-next')
const { apps } = require('../../support/fixture')

/** A folder where `version` of Next.js is installed, in name only. */
function folderWith(t, version) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-'))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }))
  const root = path.join(dir, 'node_modules/next')
  fs.mkdirSync(root, { recursive: true })
  fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify({ name: 'next', version }))
  return dir
}

for (const version of ['16.4.0', '16.4.6', '16.4.7-canary.0', '16.5.0-canary.3', '16.12.1']) {
  test(`Next.js ${version} is accepted`, (t) => {
    const next = new InstalledNext(folderWith(t, version))
    next.checkVersion()
    assert.strictEqual(next.version, version)
  })
}

for (const version of ['15.5.4', '16.4.0-canary.9', '17.0.0-rc.1']) {
  test(`Next.js ${version} is refused`, (t) => {
    const next = new InstalledNext(folderWith(t, version))
    assert.throws(() => next.checkVersion(), { code: 'NEXT_NATIVE_ERR_UNSUPPORTED_VERSION' })
  })
}

test('copies of modules share no state with the originals', () => {
  const next = new InstalledNext(apps)
  const name = 'dist/server/lib/incremental-cache/memory-cache.external'
  const shared = next.require(name)
  const [copy] = next.requireCopies([name])
  assert.notStrictEqual(copy, shared)
  assert.deepStrictEqual(Object.keys(copy), Object.keys(shared))
  assert.strictEqual(next.require(name), shared)
})
