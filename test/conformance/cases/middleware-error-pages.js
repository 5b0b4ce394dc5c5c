'use strict'
// The error pages of small apps with middleware that fails on request.

const { each, methods, rsc } = require('../support/case')
const { errorCases } = require('./error-pages')
const { upgrade } = require('./external-upgrades')

const asks = ['fail', 'missing', 'decode', 'rewrite', 'error-page', 'status']

const paths = ['/', '/nowhere', '/404', '/500', '/_next/static/missing.js', '/api/nowhere']

const middlewareErrorCases = (facts) => [
  ...errorCases(facts),
  ...asks.flatMap((ask) => [
    ...each(paths.map((path) => `${path}?ask=${ask}`)),
    ...methods(`/?ask=${ask}`, ['HEAD', 'POST', 'OPTIONS']),
    ...each([`/?ask=${ask}`, `/nowhere?ask=${ask}`], { ...rsc(), rsc: 'right' }),
    ...each([`/?ask=${ask}`], { headers: { 'Accept-Encoding': 'gzip' } }),
    ...each([`/?ask=${ask}`], { headers: { 'Sec-Fetch-Dest': 'image' } }),
    ...each([`/?ask=${ask}`], { headers: { 'x-nextjs-data': '1' } }),
    ...each([`/?ask=${ask}`], { server: { preset: [['Cache-Control', 'private']] } }),
    ...each(
      ['index', 'nowhere', 'ssr'].map(
        (name) => `/_next/data/${facts.buildId}/${name}.json?ask=${ask}`
      )
    ).map((testCase) => ({ ...testCase, name: testCase.name.replace(facts.buildId, 'id') })),
    upgrade(`/?ask=${ask}`, { after: '/' }),
    upgrade(`/?ask=${ask}`, { name: `by HEAD, /?ask=${ask}`, after: '/', method: 'HEAD' })
  ])
]

module.exports = { middlewareErrorCases }
