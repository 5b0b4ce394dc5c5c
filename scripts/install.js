'use strict'
// npm's install hook: builds the addon where the package was installed from its tarball.
// A clone of the repository is left alone: there `npm start`, `npm test` and `npm run build` do it.

const fs = require('node:fs')
const path = require('node:path')

const { build } = require('./lib/cmake')
const { isClone, main, root } = require('./lib/run')

const addon = path.join(root, 'build', 'release', 'next_native.node')

main(() => {
  if (isClone || fs.existsSync(addon)) return
  build('release')
})
