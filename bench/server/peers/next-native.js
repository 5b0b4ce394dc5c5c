'use strict'

const next = require('../../..')

async function start({ dir }) {
  const app = next({ dev: false, dir })
  await app.prepare()
  return { handle: app.getRequestHandler(), stats: () => app.stats() }
}

module.exports = { start }
