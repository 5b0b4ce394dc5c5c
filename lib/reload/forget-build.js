'use strict'

// What Node.js and Next.js remember of a build by the paths of its files, taken away when the build
// is no longer served, so that its memory can be used again.

const fs = require('node:fs/promises')
const path = require('node:path')

/**
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
