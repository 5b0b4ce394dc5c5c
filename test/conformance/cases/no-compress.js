'use strict'
// compress, poweredByHeader and generateEtags switched off.

const { each, methods, one, rsc } = require('../support/case')

const paths = [
  '/',
  '/dynamic',
  '/api/static',
  '/ssg-large',
  '/static',
  '/ssr',
  '/long.txt',
  '/nowhere'
]

module.exports = ({ script, buildId }) => [
  ...each(paths),
  ...each([...paths, script], { headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' } }),
  ...paths.flatMap((path) => methods(path, ['HEAD', 'OPTIONS', 'POST'])),
  ...each(paths, { headers: { 'If-None-Match': '*' } }),
  one('/', { ...rsc(), rsc: 'right' }),
  one(`/_next/data/${buildId}/ssg-large.json`, { name: 'data' })
]
