'use strict'

// Every name in lib/next/modules.js has to exist in the installed Next.js: a missing one would be
// noticed only by the request that needs it.

const assert = require('node:assert')
const test = require('node:test')
const { prepareEnvironment } = require('../../../lib/next/environment')
const { InstalledNext } = require('../../../lib/next/installed-next')
const { NextModules } = require('../../../lib/next/modules')
const { apps } = require('../../support/fixture')

const next = new InstalledNext(apps)
prepareEnvironment(next)

const descriptors = Object.getOwnPropertyDescriptors(NextModules.prototype)
const getters = Object.keys(descriptors).filter((name) => descriptors[name].get)

test('every module that is used is there', () => {
  assert.ok(getters.length > 30)
  for (const name of getters) assert.notStrictEqual(next.modules[name], undefined, name)
})

test('nothing of the server of Next.js is loaded by them', () => {
  const server = /\/dist\/server\/(next-server|base-server|lib\/router-server)\.js$/
  assert.deepStrictEqual(
    Object.keys(require.cache).filter((file) => server.test(file)),
    []
  )
})

test('copies share nothing with the modules themselves', () => {
  const { modules } = next
  assert.notStrictEqual(modules.copyFileSystemCache(), modules.FileSystemCache)
  assert.notStrictEqual(modules.copySandbox(), modules.sandbox)
})
