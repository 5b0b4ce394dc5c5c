'use strict'
// `expireTime: 4`: a page without a request for longer than 4 seconds is re-rendered before it is
// sent.

const { sequence } = require('../support/case')
const { become, head, payload, prefetch } = require('../support/lifetime-steps')

module.exports = () => [
  sequence('stale, then expired', [
    2300,
    '/two',
    800,
    '/two',
    4500,
    '/two',
    '/two',
    payload('/two')
  ]),
  ...[payload('/two'), prefetch('/two'), head('/two')].map((first, index) =>
    sequence(`expired, first asked otherwise (${index})`, [4500, first, '/two', '/two'])
  ),
  sequence('expired: a route handler', [4500, '/route/two', '/route/two']),
  sequence('expired: a render that fails', [
    '/state/failing',
    become('failing', 'throws'),
    4500,
    '/state/failing',
    '/state/failing',
    become('failing', 'page'),
    4000,
    '/state/failing',
    '/state/failing'
  ]),
  sequence('expired: becomes something else', [
    '/state/turning',
    become('turning', 'redirect'),
    4500,
    '/state/turning',
    '/state/turning'
  ])
]
