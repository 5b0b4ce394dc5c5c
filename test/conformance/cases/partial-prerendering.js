'use strict'
// cacheComponents: complete pages, pages with holes, and shells for unknown parameters.

const { sequence, vary } = require('../support/case')
const { partialCases: sharedCases } = require('./shared-builds')
const steps = require('../support/lifetime-steps')

const { invalidate, manners, onDemand, pageManners, payload, prefetch, segmentOf } = steps
const { withCookie } = steps

const renewal = 800

const asked = (path) => ({ path, headers: { 'X-Asked-By': 'somebody' } })

const sequences = ({ previewModeId }) => [
  sequence('holes: the shell stays, the hole is filled for each', [
    '/holes',
    asked('/holes'),
    payload('/holes'),
    prefetch('/holes'),
    segmentOf('/holes'),
    '/holes'
  ]),
  sequence('time: a page made of a cached function', [
    2300,
    '/short',
    renewal,
    '/short',
    payload('/short'),
    segmentOf('/short'),
    2300,
    prefetch('/short'),
    segmentOf('/short'),
    '/short',
    renewal,
    '/short'
  ]),
  ...['/tagged', '/holes'].flatMap((path) =>
    ['max', { expire: 0 }, undefined].map((profile) =>
      sequence(`tag: ${path}, profile ${JSON.stringify(profile)}`, [
        path,
        invalidate({ tag: path === '/holes' ? 'shell' : 'moon', profile }),
        path,
        renewal,
        path,
        payload(path),
        path
      ])
    )
  ),
  sequence('path: revalidatePath', ['/whole', invalidate({ path: '/whole' }), '/whole', '/whole']),
  sequence('path: revalidatePath of all', [
    '/whole',
    '/item/built',
    invalidate({ path: '/', type: 'layout' }),
    '/whole',
    '/item/built',
    '/whole'
  ]),
  sequence('params: one the build knew, others it did not', [
    '/item/built',
    '/item/new',
    '/item/new',
    payload('/item/new'),
    segmentOf('/item/new'),
    '/item/new',
    payload('/item/other'),
    '/item/other'
  ]),
  ...['/whole', '/holes', '/item/built'].map((path) =>
    sequence(`on demand: ${path}`, [path, onDemand(path, previewModeId), path, path])
  ),
  ...['/whole', '/holes', '/item/built', '/item/drafted'].map((path) =>
    sequence(`draft: ${path}`, [
      path,
      ...['right', 'wrong', 'right'].map((kind) =>
        withCookie(path, `__prerender_bypass=${kind === 'right' ? previewModeId : kind}`)
      ),
      { ...payload(path), headers: { RSC: '1', Cookie: `__prerender_bypass=${previewModeId}` } },
      path
    ])
  )
]

module.exports = (facts) => [
  ...['/whole', '/holes', '/item/built', '/'].flatMap((path) =>
    vary(path, [...manners, ...pageManners])
  ),
  ...sequences(facts),
  ...sharedCases(facts)
]
