'use strict'

// An app's context for the image optimizer alone, with the real Next.js but without a build.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { installApps } = require('../conformance/support/fixture-apps')
const { apps } = require('./fixture')
const { lib } = require('./core')

const { loadBinding } = require(path.join(lib, 'binding'))
const { InstalledNext } = require(path.join(lib, 'next/installed-next'))
const { PendingWork } = require(path.join(lib, 'exchange/pending-work'))

const photos = path.join(apps, 'images/public/photos')

/** The bytes of an image of the fixture app. */
const photo = (name = 'tiny.png') => fs.readFileSync(path.join(photos, name))

/**
 * The installed Next.js with parts of its image optimizer replaced. The process has one order in which
 * images are deleted from disk; each test begins with a new one.
 */
function nextWith(optimizer, dir) {
  installApps()
  const next = new InstalledNext(path.join(apps, 'images'))
  next.dir = dir
  next.require('dist/server/lib/disk-lru-cache.external').resetDiskLRU()
  const { imageOptimizer } = next.modules
  Object.defineProperty(next.modules, 'imageOptimizer', {
    value: { ...imageOptimizer, ...optimizer }
  })
  return next
}

/**
 * @param {object} options
 * @param {object} [options.images] of the configuration
 * @param {object} [options.config] the rest of the configuration
 * @param {object} [options.optimizer] replacements
 */
function createImageApp(t, { images, config, optimizer } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-images-'))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }))
  const next = nextWith(optimizer, dir)
  const { defaultConfig } = next.require('dist/server/config-shared')
  const distDir = path.join(dir, '.next')
  fs.mkdirSync(distDir)
  const errors = []
  const work = new PendingWork((error) => errors.push(error))
  return {
    next,
    binding: loadBinding(),
    distDir,
    serverDistDir: path.join(distDir, 'server'),
    config: {
      ...defaultConfig,
      distDir: '.next',
      ...config,
      images: { ...defaultConfig.images, ...images }
    },
    errors,
    logError: (error) => errors.push(error),
    waitUntil: () => work.waitUntil,
    finish: () => work.finish()
  }
}

module.exports = { createImageApp, photo }
