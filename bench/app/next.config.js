'use strict'

module.exports = {
  turbopack: { root: __dirname },
  redirects: async () => [{ source: '/moved/:slug', destination: '/blog/:slug', permanent: true }],
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [{ source: '/alias/:slug', destination: '/small' }],
    fallback: []
  })
}
