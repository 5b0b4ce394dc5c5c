'use strict'
// npm's install hook: builds the addon if the package was installed from its tarball. In a clone of
// the repository it does nothing, because `npm start`, `npm test` and `npm run build` build there.

const fs = require('node:fs')
const path = require('node:path')

const { build } = require('./lib/cmake')
const { isClone, main, root } = require('./lib/run')

const addon = path.join(root, 'build', 'release', 'next_native.node')

main(() => {
  if (isClone || fs.existsSync(addon)) return
  build('release')
})
