'use strict'
// The reference: the custom server of the Next.js installed in the app.

const { createRequire } = require('node:module')
const path = require('node:path')

async function start({ dir }) {
  const next = createRequire(path.join(dir, 'package.json'))('next')
  const app = next({ dev: false, dir })
  await app.prepare()
  return { handle: app.getRequestHandler() }
}

module.exports = { start }
