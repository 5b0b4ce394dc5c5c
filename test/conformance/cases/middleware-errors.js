'use strict'
// Middleware that throws, and background work after its answer.

const { rsc, sequence } = require('../support/case')
const { ask, asked, redirect, rewrite } = require('../support/ask')

const failures = [
  'error',
  'text',
  'nothing',
  'number',
  'object',
  'response',
  'missingFile',
  'abort',
  'decode',
  'decodeError',
  'result',
  'status',
  'url',
  'notFound',
  'redirect'
]

const errorCases = [
  ...failures.flatMap((fail) => [
    ask('/ssr?x=1', { fail }),
    ask('/ssr?x=1', { fail, when: 'at once' }),
    ask('/app-dynamic', { fail }),
    ask('/api/echo', { fail }),
    ask('/plain.txt', { fail }),
    ask('/nowhere', { fail }),
    ask('/static', { fail }, { method: 'HEAD' }),
    ask('/static', { fail }, { method: 'POST', body: 'a body' }),
    ask('/app-dynamic', { fail }, { ...rsc(), rsc: 'right' })
  ]),
  ...[{ fail: 'error' }, { fail: 'missingFile' }].flatMap((what) => [
    ask('/static', what, { headers: { 'Accept-Encoding': 'gzip' } }),
    ask('/static', what, { headers: { 'Sec-Fetch-Dest': 'image' } }),
    ask('/static', what, { headers: { Accept: 'application/json' } }),
    ask('/%zz', what),
    ask('/_next/static/missing.js', what),
    ask('/old', what),
    ask('/static', what, { server: { preset: [['Cache-Control', 'private']] } }),
    ask('/static', what, { server: { status: 203 } }),
    ask('/asked', what, { server: { do: 'render', pathname: '/ssr', query: { a: '1' } } }),
    ask('/asked', what, { server: { do: 'renderToHTML', pathname: '/ssr', query: {} } })
  ]),
  ...[
    { answer: 'next', headers: { 'bad name': 'x' } },
    { answer: 'next', headers: { 'x-bad': 'line\nbreak' } },
    { answer: 'rewrite', to: '/ssr', headers: { 'x-bad': 'ü漢' } },
    { answer: 'next', request: { set: { 'x-bad': 'a\r\nb' } } },
    { does: ['respondWith'] },
    { does: ['passThrough'], fail: 'error' },
    { does: ['unknown'] },
    { answer: 'unknown' },
    { does: ['page'] },
    { does: ['userAgent'] }
  ].map((what) => ask('/static', what))
]

// A later request asks the same process what the background work did.
const workCases = [
  ['waitUntil'],
  ['waitUntilTwice'],
  ['waitUntilThrows'],
  ['after'],
  ['afterPromise'],
  ['afterThrows'],
  ['waitUntil', 'after'],
  ['slow', 'waitUntil']
].flatMap((does) =>
  [
    ['next', {}],
    ['rewrite', rewrite('/ssr')],
    ['redirect', redirect('/ssr')],
    ['body', { answer: 'text', value: 'a body' }],
    ['failure', { fail: 'error', when: 'later' }],
    ['client that disconnects', { answer: 'stream', value: ['one', 'two'] }]
  ].map(([name, what]) => {
    const about = `${does.join('+')} with ${name}`
    return sequence(`${about} continues`, [
      asked('/static', { ...what, does, about }),
      300,
      asked('/static', { answer: 'report', about })
    ])
  })
)

module.exports = { errorCases, workCases }
