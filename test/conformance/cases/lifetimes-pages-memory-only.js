'use strict'
// `isrFlushToDisk: false` for the pages router.

const { sequence } = require('../support/case')

module.exports = ({ buildId }) => {
  const data = (path) => `/_next/data/${buildId}${path}.json`
  return [
    sequence('time', [2300, '/two', 800, '/two', data('/two'), 2300, data('/two'), 800, '/two']),
    sequence('a path made at run time', ['/state/fresh', data('/state/fresh'), '/state/fresh']),
    sequence('a shell', ['/open/fresh', data('/open/fresh'), '/open/fresh', '/open/fresh']),
    sequence('on demand', ['/hour', '/api/revalidate?path=/hour', '/hour', data('/hour')]),
    sequence('change', [
      '/state/turning',
      '/api/state?name=state-turning&mode=redirect',
      2300,
      '/state/turning',
      800,
      '/state/turning',
      '/api/state?name=state-turning&mode=not-found',
      2300,
      '/state/turning',
      800,
      '/state/turning'
    ])
  ]
}
