'use strict'

const assert = require('node:assert')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const test = require('node:test')
const { execFileSync } = require('node:child_process')
const { pathToFileURL } = require('node:url')
const { lib } = require('../support/core')

const register = path.join(lib, 'register.js')
const ours = fs.realpathSync(path.join(lib, 'index.js'))

// A project with a `next` of its own, and a package that requires it.
const files = {
  'node_modules/next/package.json': '{ "name": "next", "version": "16.4.6", "main": "main.js" }',
  'node_modules/next/main.js': "exports.self = require.resolve('next')",
  'node_modules/next/link.js': "exports.name = 'link'",
  'node_modules/dependency/index.js': "exports.next = require.resolve('next')",
  'node_modules/dependency/package.json':
    '{ "exports": { "require": "./index.js", "import": "./index.mjs" } }',
  'node_modules/dependency/index.mjs': "export const next = import.meta.resolve('next')",
  'src/server.js': `
    const next = require('next')
    console.log(JSON.stringify({
      next: require.resolve('next'),
      isDefault: next === next.default,
      link: require('next/link').name,
      inNext: require('../node_modules/next/main.js').self,
      dependency: require('dependency').next
    }))`,
  'src/server.mjs': `
    import next from 'next'
    import link from 'next/link.js'
    import { createRequire } from 'node:module'
    import { next as dependency } from 'dependency'
    const require = createRequire(import.meta.url)
    console.log(JSON.stringify({
      next: require.resolve('next'),
      url: import.meta.resolve('next'),
      isDefault: next === next.default,
      link: link.name,
      inNext: require('../node_modules/next/main.js').self,
      dependency
    }))`,
  'src/worker.js': `
    const { Worker } = require('node:worker_threads')
    new Worker(__dirname + '/server.js')`
}

function project(t) {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-')))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    fs.writeFileSync(path.join(dir, name), text)
  }
  return dir
}

const print = (cwd, ...args) =>
  execFileSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit']
  })

for (const flag of ['--require', '--import']) {
  for (const file of ['src/server.js', 'src/server.mjs', 'src/worker.js']) {
    test(`${flag}: next means next-native in ${file}, and nowhere else`, (t) => {
      const dir = project(t)
      const seen = JSON.parse(print(dir, flag, register, file))
      const installed = path.join(dir, 'node_modules/next/main.js')
      assert.strictEqual(seen.next, ours)
      assert.strictEqual(seen.url ?? pathToFileURL(ours).href, pathToFileURL(ours).href)
      assert.strictEqual(seen.isDefault, true)
      assert.strictEqual(seen.link, 'link')
      assert.strictEqual(seen.inNext, installed)
      assert.ok([installed, pathToFileURL(installed).href].includes(seen.dependency))
    })
  }
}

test('code that is in no file is the user’s own', (t) => {
  const dir = project(t)
  assert.strictEqual(print(dir, '-r', register, '-p', "require.resolve('next')").trim(), ours)
})

test('registering twice changes nothing', (t) => {
  const dir = project(t)
  const output = print(dir, '--require', register, '--import', register, 'src/server.mjs')
  assert.strictEqual(JSON.parse(output).next, ours)
})
