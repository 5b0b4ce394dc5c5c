'use strict'
// All cases for middleware without matchers, for either runtime.

const { sequence } = require('../support/case')
const { asked, redirect, rewrite } = require('../support/ask')
const { hostileCases } = require('./hostile')
const { upgrade } = require('./external-upgrades')
const { bodyCases: answerCases, redirectCases } = require('./middleware-answers')
const { actionCases, bodyCases, limitCases } = require('./middleware-bodies')
const { dataCases } = require('./middleware-data')
const { errorCases, workCases } = require('./middleware-errors')
const { headerCases } = require('./middleware-headers')
const { pathCases } = require('./middleware-paths')
const { rewriteCases } = require('./middleware-rewrites')
const { serverCases } = require('./server-js')

const upgrades = [
  ['to another server', rewrite('upstream:/socket?x=1')],
  ['to another server that refuses', rewrite('upstream:/refused')],
  ['to a page', rewrite('/ssr')],
  ['redirected', redirect('/ssr')],
  ['answered', { answer: 'text', value: 'a body', status: 403 }],
  ['to a rule', rewrite('/before-out/socket')],
  ['with changed header', rewrite('upstream:/socket', { request: { set: { 'x-added': 'yes' } } })],
  ['not touched', {}],
  ['failed', { fail: 'error' }]
].map(([name, what]) =>
  upgrade('/from/nowhere', { name, after: '/static', headers: asked('', what).headers })
)

/** @param {{ limit?: number }} options the app's body size limit in bytes, if it is small */
const middlewareCases = (facts, { limit } = {}) => [
  ...pathCases(facts),
  ...rewriteCases(facts),
  ...redirectCases,
  ...answerCases(facts),
  ...headerCases(facts),
  ...dataCases(facts),
  ...bodyCases,
  ...(limit ? limitCases(limit) : []),
  ...actionCases(facts),
  ...errorCases,
  ...workCases,
  ...hostileCases(['/static', '/ssr/1', '/ssg/one', '/app-isr/one', '/edge-page'], facts),
  ...serverCases({
    fixed: '/static',
    dynamic: '/ssr',
    incremental: '/ssg/one',
    file: '/plain.txt'
  }),
  ...upgrades,
  sequence('handle() settles for whatever middleware does', [
    ...[
      {},
      rewrite('/ssr'),
      rewrite('upstream:/a'),
      redirect('/ssr'),
      { answer: 'stream', value: ['one', 'two'] },
      { fail: 'error' }
    ].map((what, index) => ({
      ...asked(`/static?case=${index}`, what),
      server: { do: 'settled' }
    })),
    { path: '/asked', server: { do: 'settlements' } }
  ]),
  sequence('the URL that the server sees afterwards', [
    ...[{}, rewrite('/ssr?x=1'), redirect('/ssr'), { answer: 'text', value: 'x' }].map(
      (what, index) => ({ ...asked(`/static?url=${index}`, what), server: { do: 'url' } })
    ),
    { path: '/asked', server: { do: 'settlements' } }
  ])
]

module.exports = { middlewareCases }
