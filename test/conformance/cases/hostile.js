'use strict'
// Input that clients may not send: internal headers and query keys of Next.js, invented draft
// cookies.

const { one, vary } = require('../support/case')

const internalHeaders = [
  { 'x-middleware-rewrite': '/small' },
  { 'x-middleware-redirect': '/small' },
  { 'x-middleware-next': '1' },
  { 'x-middleware-skip': '1' },
  { 'x-middleware-set-cookie': 'a=b' },
  { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'a=b' },
  { 'x-middleware-prefetch': '1' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
  { 'x-invoke-path': '/small' },
  { 'x-invoke-status': '500' },
  { 'x-invoke-output': '/small' },
  { 'x-invoke-query': '%7B%22a%22%3A1%7D' },
  { 'x-invoke-error': 'e30=' },
  { 'x-matched-path': '/small' },
  { 'x-nextjs-data': '1' },
  { 'x-now-route-matches': '1=a' },
  { 'next-resume': '1' },
  { 'x-next-resume-state-length': '5' },
  { 'x-prerender-revalidate': 'made-up' },
  { 'x-prerender-revalidate': 'made-up', 'x-prerender-revalidate-if-generated': '1' },
  { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
  { 'x-rewrite-url': '/small', 'x-original-url': '/small' },
  { purpose: 'prefetch' }
]

const queries = [
  'nxtPslug=evil',
  'nxtPid=evil',
  'nxtIid=evil',
  'nextInternalLocale=de',
  '__nextLocale=de',
  '__nextDataReq=1',
  '_nextBubbleNoFallback=1',
  'amp=1',
  '__nextDefaultLocale=de',
  'slug=other&id=other&path=other'
]

const draftCookies = (key) => [
  '__prerender_bypass=made-up',
  '__prerender_bypass=',
  `__prerender_bypass=${key}`,
  '__next_preview_data=made-up',
  `__prerender_bypass=${key}; __next_preview_data=made-up`,
  `a=1; __prerender_bypass=${key}; b=2`
]

// `pages`: a static, a dynamic and an incremental page. Each gets all requests.
const hostileCases = (pages, { previewModeId }) => [
  ...pages.flatMap((path) => [
    ...vary(
      path,
      internalHeaders.map((headers) => ({ headers }))
    ),
    ...queries.map((query) => one(`${path}?${query}`)),
    ...vary(
      path,
      draftCookies(previewModeId).map((Cookie, index) => ({
        name: `GET ${path} with draft cookies ${index}: ${Cookie.replace(previewModeId, 'the key')}`,
        headers: { Cookie }
      }))
    )
  ])
]

module.exports = { hostileCases }
