'use strict'
// Edge middleware that cannot be loaded. (For Node.js middleware there is a listed difference.)

const { each, methods, rsc } = require('../support/case')
const { errorCases } = require('./error-pages')
const { upgrade } = require('./external-upgrades')

module.exports = (facts) => [
  ...errorCases(facts),
  ...each(['/', '/ssr?x=1', '/nowhere', facts.script]),
  ...methods('/ssr', ['HEAD', 'POST', 'OPTIONS']),
  ...each(['/ssr'], { ...rsc(), rsc: 'right' }),
  ...each(['/ssr'], { headers: { 'Accept-Encoding': 'gzip' } }),
  ...each(['/ssr'], { headers: { 'x-nextjs-data': '1' } }),
  ...each(['/ssr'], { server: { status: 203, preset: [['X-Own', 'yes']] } }),
  upgrade('/ssr', { after: '/gip' })
]
