'use strict'
// Server actions, from forms and called directly.

const { one, sequence } = require('../support/case')

const form = (fields) => ({
  method: 'POST',
  headers: {
    'Content-Type': 'multipart/form-data; boundary=fixture',
    Origin: 'http://fixture.test:4000'
  },
  body: [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `--fixture\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    ),
    '--fixture--\r\n'
  ].join('')
})

const call = (id, args, headers = {}) => ({
  method: 'POST',
  headers: {
    'Next-Action': id,
    Accept: 'text/x-component',
    'Content-Type': 'text/plain;charset=UTF-8',
    Origin: 'http://fixture.test:4000',
    ...headers
  },
  body: JSON.stringify(args)
})

const actions = ({ actionId }) => [
  one('/action', {
    name: 'action: a form',
    ...form({ [`$ACTION_ID_${actionId('save')}`]: '', text: 'ü' })
  }),
  one('/action-static', {
    name: 'action: a form of a static page',
    ...form({ [`$ACTION_ID_${actionId('save')}`]: '', text: 'x' })
  }),
  one('/action', { name: 'action: a form that names none', ...form({ text: 'x' }) }),
  one('/action', { name: 'action: a form with an unknown id', ...form({ $ACTION_ID_00: '' }) }),
  one('/action', { name: 'action: called', ...call(actionId('add'), [1, 2]) }),
  one('/action-static', {
    name: 'action: called on a static page',
    ...call(actionId('add'), [3, 4])
  }),
  one('/action', { name: 'action: redirects', ...call(actionId('leave'), []) }),
  one('/action', { name: 'action: throws', ...call(actionId('fail'), []) }),
  one('/action', { name: 'action: unknown id', ...call('00', []) }),
  one('/small', { name: 'action: on a page without actions', ...call(actionId('add'), [1, 2]) }),
  one('/nowhere', { name: 'action: on a missing page', ...call(actionId('add'), [1, 2]) }),
  one('/action', {
    name: 'action: from another origin',
    ...call(actionId('add'), [1, 2], { Origin: 'http://evil.test' })
  }),
  one('/action', { name: 'action: bad arguments', ...call(actionId('add'), []), body: '{broken' }),
  sequence('action: invalidates a tag and a path', [
    '/tagged',
    '/isr-long',
    { path: '/action', ...call(actionId('refreshTide'), []) },
    '/tagged',
    '/isr-long',
    '/tagged',
    '/isr-long'
  ])
]

module.exports = { actions, call, form }
