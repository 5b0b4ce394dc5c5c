'use strict'
// Lifetimes of answers of the app router: time, tags, paths, drafts, validators; and background
// work after an answer.

const { one, sequence } = require('../support/case')
const { segment } = require('./app-payloads')

const invalidate = (what) => ({
  path: '/api/revalidate',
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(what)
})

const lifetimes = [
  sequence('isr: a short life', [
    2300,
    '/isr-short',
    800,
    '/isr-short',
    '/isr-short',
    2300,
    '/isr-short',
    800,
    '/isr-short'
  ]),
  sequence('isr: a short life, payload first', [
    2300,
    { path: '/isr-short', headers: { RSC: '1' }, rsc: 'right' },
    800,
    '/isr-short',
    { path: '/isr-short', headers: segment('/_tree'), rsc: 'right' }
  ]),
  sequence('isr: a route handler', [
    2300,
    '/api/isr',
    800,
    '/api/isr',
    { path: '/api/isr', method: 'HEAD' }
  ]),
  sequence('isr: a new path is kept', [
    '/blog/new-one',
    '/blog/new-one',
    { path: '/blog/new-one', headers: { RSC: '1' }, rsc: 'right' }
  ]),
  sequence('isr: a new path, head first', [
    { path: '/blog/head', method: 'HEAD' },
    '/blog/head',
    '/blog/head'
  ]),
  sequence('isr: a new path, payload first', [
    { path: '/blog/payload', headers: { RSC: '1' }, rsc: 'right' },
    '/blog/payload',
    { path: '/blog/payload', headers: segment('/_tree'), rsc: 'right' }
  ]),
  sequence('isr: a new path, prefetch first', [
    { path: '/blog/prefetch', headers: segment('/_tree'), rsc: 'right' },
    '/blog/prefetch',
    '/blog/prefetch'
  ]),
  sequence('isr: a missing post is kept', [
    '/blog/missing',
    '/blog/missing',
    '/blog/moved',
    '/blog/moved'
  ]),
  sequence('isr: one post under two spellings', [
    '/blog/n%C3%A4u',
    '/blog/n%c3%a4u',
    '/blog/n%C3%A4u?x=1'
  ]),
  sequence('isr: revalidatePath', [
    '/isr-long',
    '/isr-long',
    invalidate({ path: '/isr-long' }),
    '/isr-long',
    800,
    '/isr-long'
  ]),
  sequence('isr: revalidatePath of a post', [
    '/blog/first',
    invalidate({ path: '/blog/first' }),
    '/blog/first',
    '/blog/first'
  ]),
  sequence('isr: revalidatePath of all posts', [
    '/blog/gr%C3%BCn',
    '/blog/with%20space',
    invalidate({ path: '/blog/[slug]', type: 'page' }),
    '/blog/gr%C3%BCn',
    '/blog/with%20space',
    '/blog/gr%C3%BCn'
  ]),
  sequence('isr: revalidatePath of a layout', [
    '/draft',
    invalidate({ path: '/', type: 'layout' }),
    '/draft',
    '/small',
    '/small',
    '/draft'
  ]),
  sequence('isr: revalidatePath of a route handler', [
    '/api/static',
    invalidate({ path: '/api/static' }),
    '/api/static',
    '/api/static'
  ]),
  sequence('isr: revalidateTag, expired at once', [
    '/tagged',
    invalidate({ tag: 'tide', profile: { expire: 0 } }),
    '/tagged',
    '/tagged'
  ]),
  sequence('isr: revalidateTag, stale for a while', [
    '/tagged',
    invalidate({ tag: 'tide', profile: 'max' }),
    '/tagged',
    800,
    '/tagged',
    '/tagged'
  ]),
  sequence('isr: revalidateTag, expired after a while', [
    '/tagged',
    invalidate({ tag: 'tide', profile: { expire: 3 } }),
    '/tagged',
    800,
    '/tagged',
    '/tagged',
    3000,
    '/tagged',
    '/tagged'
  ]),
  sequence('isr: revalidation of a copy', [
    '/isr-long',
    { path: '/isr-long', ifNoneMatch: 0 },
    { path: '/isr-long', ifNoneMatch: 0, method: 'HEAD' },
    { path: '/isr-long', ifNoneMatch: 0, headers: { 'Cache-Control': 'no-cache' } },
    { path: '/isr-long', ifNoneMatch: 0, headers: { 'Accept-Encoding': 'gzip' } },
    { path: '/isr-long', headers: { 'If-None-Match': '*' } },
    { path: '/isr-long', headers: { 'If-None-Match': 'W/"x", "y"' } },
    { path: '/isr-long', headers: { Range: 'bytes=0-9' } }
  ]),
  sequence('isr: a failing render is tried again', [
    '/throws-isr/bad',
    '/throws-isr/bad',
    '/throws-isr/good'
  ]),
  sequence('after() runs behind the answer', [
    '/api/after?n=1',
    100,
    '/api/after?n=2',
    100,
    '/api/after?n=3'
  ]),
  sequence('settled promises', [
    { path: '/small', server: { do: 'settled' } },
    { path: '/plain.txt', server: { do: 'settled' } },
    { path: '/dynamic', server: { do: 'settled' } },
    { path: '/nowhere', server: { do: 'settled' } },
    { path: '/throws', server: { do: 'settled' } },
    { path: '/api/throws', server: { do: 'settled' } },
    100,
    { path: '/', server: { do: 'settlements' } }
  ])
]

const drafts = ({ previewModeId }) => [
  one('/api/draft/on'),
  one('/api/draft/off'),
  sequence('draft: renders every time and stores nothing', [
    '/draft',
    ...Array(2).fill({
      path: '/draft',
      headers: { Cookie: `__prerender_bypass=${previewModeId}` }
    }),
    {
      path: '/draft',
      headers: { Cookie: `__prerender_bypass=${previewModeId}`, RSC: '1' },
      rsc: 'right'
    },
    '/draft'
  ])
]

module.exports = { drafts, lifetimes }
