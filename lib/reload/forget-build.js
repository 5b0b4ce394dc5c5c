'use strict'

const fs = require('node:fs/promises')
const path = require('node:path')

/**
 * Removes what Node.js and Next.js keep by the paths of a build's files, so that the memory of a build
 * that is no longer served can be reused.
 *
 * @param {import('../next/installed-next').InstalledNext} next
 * @param {string} distDir of the copy of the build
 */
async function forgetBuild(next, distDir) {
  const prefix = distDir + path.sep
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(prefix)) delete require.cache[file]
  }
  const { clearManifestCache } = next.modules
  const files = await fs.readdir(distDir, { recursive: true }).catch(() => [])
  for (const file of files) clearManifestCache(path.join(distDir, file))
}

module.exports = { forgetBuild }
