'use strict'
// `isrFlushToDisk: false`: pages rendered at run time never reach the disk.

const { sequence } = require('../support/case')
const steps = require('../support/lifetime-steps')

const { become, invalidate, onDemand, payload, segmentOf } = steps

module.exports = ({ previewModeId }) => [
  sequence('time', [2300, '/two', 800, '/two', payload('/two'), '/two', 2300, '/two', 800, '/two']),
  sequence('a path made at run time', [
    '/state/fresh',
    '/state/fresh',
    payload('/state/fresh'),
    segmentOf('/state/fresh'),
    2300,
    '/state/fresh',
    800,
    '/state/fresh'
  ]),
  sequence('a route handler', [2300, '/route/two', 800, '/route/two']),
  sequence('tags', [
    '/remembered',
    invalidate({ tag: 'memory', profile: 'max' }),
    '/remembered',
    800,
    '/remembered',
    invalidate({ tag: 'memory', profile: { expire: 0 } }),
    '/remembered',
    '/remembered'
  ]),
  sequence('paths', ['/hour', invalidate({ path: '/hour' }), '/hour', '/hour']),
  sequence('on demand', ['/hour', onDemand('/hour', previewModeId), '/hour']),
  sequence('change', [
    '/state/turning',
    become('turning', 'not-found'),
    2300,
    '/state/turning',
    800,
    '/state/turning',
    '/state/turning'
  ])
]
