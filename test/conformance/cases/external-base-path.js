'use strict'
// Rewrites to another server from inside a base path, and from outside with `basePath: false`.

const { each, methods, one, rsc, vary } = require('../support/case')
const { upgrade } = require('./external-upgrades')

const paths = [
  '/harbour',
  '/harbour/',
  '/harbour/small',
  '/harbour/small/',
  '/harbour/small/?x=1',
  '/harbour/small/old',
  '/harbour/small/old/',
  '/harbour/inside',
  '/harbour/inside/',
  '/harbour/inside/a/b/?x=1',
  '/harbour/inside/a/file.txt',
  '/harbour/inside/a/file.txt/',
  '/harbour/to-page/',
  '/harbour/nothing/?x=1',
  '/harbour/%C3%BC/a%2Fb/',
  '/harbour/outside/a/',
  '/harbour/older/a/',
  '/harbour/harbour/small/',
  '/harbour/_next/static/missing.js',
  '/inside/a/',
  '/outside',
  '/outside/',
  '/outside/a/b/?x=1',
  '/outside/a/b?x=1',
  '/outside/harbour/small/',
  '/older/',
  '/older/a/b/?x=1',
  '/older/a',
  '/small/',
  '/nothing/',
  '/',
  '/harbourx/',
  '/HARBOUR/inside/a/'
]

module.exports = ({ buildId }) => [
  ...each(paths),
  ...methods('/harbour/inside/a/'),
  ...methods('/outside/a/', ['HEAD', 'POST']),
  one('/outside/a/', { method: 'POST', body: 'a body' }),
  ...vary('/harbour/nothing/', [rsc(), { ...rsc(), rsc: 'right' }]),
  ...vary('/outside/a/', [rsc(), { ...rsc(), rsc: 'right' }]),
  ...vary('/harbour/inside/a/', [
    { headers: { 'Accept-Encoding': 'gzip' } },
    { server: { preset: [['X-From-Server', 'yes']] } }
  ]),
  ...['/harbour/_next/data', '/_next/data'].map((path) =>
    one(`${path}/${buildId}/nothing.json`, { name: `data below ${path}` })
  ),
  ...[
    '/harbour/inside/socket/',
    '/harbour/inside/socket',
    '/outside/socket/',
    '/harbour/small/',
    '/harbour/nothing/',
    '/nothing/'
  ].map((path) => upgrade(path, { after: '/harbour/small/' }))
]
