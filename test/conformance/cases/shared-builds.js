'use strict'
// Two processes that serve one `.next`: how one sees what the other re-renders or invalidates.

const { sequence } = require('../support/case')
const steps = require('../support/lifetime-steps')

const { become, head, invalidate, onDemand, payload, segmentOf } = steps

const past = 2300
const renewal = 800

const second = (step) => ({ ...(typeof step === 'string' ? { path: step } : step), process: 1 })

const shared = (name, list) => sequence(`two processes: ${name}`, list)

const everyForm = (path) => [path, payload(path), segmentOf(path), head(path)]

const invalidations = {
  'revalidatePath of /hour': [invalidate({ path: '/hour' }), '/hour'],
  'revalidatePath of a route handler': [invalidate({ path: '/route/hour' }), '/route/hour'],
  'revalidatePath of a layout': [invalidate({ path: '/', type: 'layout' }), '/hour'],
  'revalidateTag, stale': [invalidate({ tag: 'memory', profile: 'max' }), '/remembered'],
  'revalidateTag, expired': [invalidate({ tag: 'memory', profile: { expire: 0 } }), '/remembered'],
  'revalidateTag without a profile': [invalidate({ tag: 'route' }), '/route/tagged'],
  'revalidateTag of a fetch': [invalidate({ tag: 'long', profile: { expire: 0 } }), '/fetched'],
  'revalidateTag of a cached function': [invalidate({ tag: 'cached', profile: 'max' }), '/cached']
}

/** For the app `lifetimes`. */
const appCases = ({ previewModeId }) => [
  shared('a path that one makes is read by the other', [
    '/state/shared',
    ...everyForm('/state/shared').map(second),
    '/state/shared'
  ]),
  shared('a path that both make', [
    second('/state/both'),
    '/state/both',
    past,
    '/state/both',
    renewal,
    '/state/both',
    second('/state/both'),
    renewal,
    second('/state/both'),
    '/state/both'
  ]),
  shared('time: re-rendered by one, later first requested from the other', [
    '/two',
    renewal,
    past,
    '/two',
    renewal,
    '/two',
    second('/two'),
    second(payload('/two'))
  ]),
  // cluster.test.js checks if the second re-renders or takes the first one's page.
  shared('time: re-rendered by one, stale in the memory of the other', [
    '/route/two',
    renewal,
    second('/route/two'),
    past,
    '/route/two',
    renewal,
    second('/route/two'),
    renewal,
    second('/route/two')
  ]),
  // Once while the other process has the page in memory, and once more.
  ...Object.entries(invalidations).map(([name, [step, path]]) =>
    shared(name, [
      path,
      renewal,
      second(path),
      step,
      second(path),
      path,
      renewal,
      path,
      second(path),
      second(step),
      path,
      second(path),
      renewal,
      second(path),
      path
    ])
  ),
  shared('invalidated by one, not known to the other before', [
    '/group/a/two',
    invalidate({ path: '/group/a/two' }),
    second('/group/a/two'),
    '/group/a/two',
    second('/group/a/two')
  ]),
  shared('on demand, then asked of the other', [
    '/state/ordered',
    second('/state/ordered'),
    onDemand('/state/ordered', previewModeId),
    second('/state/ordered'),
    '/state/ordered',
    second(onDemand('/state/ordered', previewModeId)),
    '/state/ordered',
    second('/state/ordered'),
    onDemand('/state/ordered-by-one', previewModeId),
    second('/state/ordered-by-one')
  ]),
  // Only the process that was asked to change a mode knows it.
  ...['not-found', 'redirect', 'throws'].map((mode) =>
    shared(`what is ${mode} for one`, [
      `/state/shared-${mode}`,
      become(`shared-${mode}`, mode),
      past,
      `/state/shared-${mode}`,
      renewal,
      `/state/shared-${mode}`,
      second(`/state/shared-${mode}`),
      second(payload(`/state/shared-${mode}`)),
      renewal,
      second(`/state/shared-${mode}`),
      `/state/shared-${mode}`
    ])
  )
]

/** For the app `lifetimes-pages`. */
const pagesCases = ({ buildId }) => {
  const data = (path) => `/_next/data/${buildId}${path}.json`
  const become = (name, mode) => `/api/state?name=state-${name}&mode=${mode}`
  const revalidate = (path) => `/api/revalidate?path=${encodeURIComponent(path)}`
  return [
    shared('a path that one makes is read by the other', [
      '/state/shared',
      second('/state/shared'),
      second(data('/state/shared')),
      past,
      second('/state/shared'),
      renewal,
      second('/state/shared'),
      '/state/shared',
      renewal,
      '/state/shared'
    ]),
    shared('a shell for one, the page for the other', [
      '/open/shared',
      400,
      second('/open/shared'),
      data('/open/shared'),
      second('/open/shared'),
      second(data('/open/shared'))
    ]),
    ...['/hour', '/state/ordered'].map((path) =>
      shared(`on demand: ${path}`, [
        path,
        renewal,
        second(path),
        revalidate(path),
        path,
        second(path),
        second(revalidate(path)),
        second(data(path)),
        path
      ])
    ),
    shared('on demand by one, not known to the other before', [
      revalidate('/state/early'),
      second('/state/early'),
      second(data('/state/early'))
    ]),
    ...['not-found', 'redirect', 'permanent'].map((mode) =>
      shared(`what is ${mode} for one`, [
        become(`shared-${mode}`, mode),
        `/state/shared-${mode}`,
        second(`/state/shared-${mode}`),
        second(data(`/state/shared-${mode}`)),
        become(`shared-${mode}`, 'page'),
        past,
        `/state/shared-${mode}`,
        renewal,
        `/state/shared-${mode}`,
        second(`/state/shared-${mode}`),
        renewal,
        second(`/state/shared-${mode}`)
      ])
    )
  ]
}

/** For the app `partial-prerendering`. */
const partialCases = ({ previewModeId }) => [
  shared('a shell that one makes is read by the other', [
    '/item/shared',
    ...['/item/shared', payload('/item/shared'), segmentOf('/item/shared')].map(second),
    '/item/shared'
  ]),
  ...['max', { expire: 0 }].map((profile) =>
    shared(`revalidateTag of a cached function, profile ${JSON.stringify(profile)}`, [
      '/tagged',
      second('/tagged'),
      invalidate({ tag: 'moon', profile }),
      second('/tagged'),
      '/tagged',
      renewal,
      '/tagged',
      second('/tagged'),
      second(invalidate({ tag: 'moon', profile })),
      second('/tagged'),
      renewal,
      second('/tagged'),
      '/tagged'
    ])
  ),
  shared('on demand, then asked of the other', [
    '/whole',
    onDemand('/whole', previewModeId),
    second('/whole'),
    second(payload('/whole')),
    '/whole'
  ])
]

module.exports = { appCases, pagesCases, partialCases }
