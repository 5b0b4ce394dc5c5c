'use strict'
// A custom `cacheHandler` and custom `cacheHandlers`.

const { sequence, vary } = require('../support/case')
const { invalidate, manners } = require('../support/lifetime-steps')
const memoryOnly = require('./lifetimes-memory-only')

module.exports = (facts) => [
  ...vary('/hour', manners),
  ...memoryOnly(facts),
  ...['max', { expire: 0 }, undefined].map((profile) =>
    sequence(`use cache, profile ${JSON.stringify(profile)}`, [
      '/cached',
      invalidate({ tag: 'cached', profile }),
      '/cached',
      800,
      '/cached',
      '/cached'
    ])
  )
]
