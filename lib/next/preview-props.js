'use strict'

const fs = require('node:fs')
const path = require('node:path')

const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'))

/**
 * The keys of draft mode and of on-demand revalidation. Builds until 16.3 have them in the prerender
 * manifest only.
 *
 * @param {{ serverDistDir: string, distDir: string }} app
 */
function readPreviewProps({ serverDistDir, distDir }) {
  try {
    return readJson(serverDistDir, 'preview-props.json')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return readJson(distDir, 'prerender-manifest.json').preview
  }
}

module.exports = { readPreviewProps }
