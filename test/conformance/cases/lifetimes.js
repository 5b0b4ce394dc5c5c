'use strict'
// Lifetimes of app router pages: time, tags, paths, changes between two renders, on-demand
// revalidation, drafts.

const { sequence, vary } = require('../support/case')
const { call } = require('./app-actions')
const { appCases: sharedCases } = require('./shared-builds')
const steps = require('../support/lifetime-steps')

const { become, copyOf, head, ifGenerated, invalidate, onDemand, payload, prefetch, segmentOf } =
  steps
const { withCookie } = steps

// In milliseconds: longer than the shortest lifetime; long enough for a re-render.
const past = 2300
const renewal = 800

const ways = {
  html: (path) => path,
  head,
  payload,
  prefetch,
  segment: (path) => segmentOf(path),
  'a browser prefetch': (path) => ({ path, headers: { Purpose: 'prefetch' } }),
  gzip: (path) => ({ path, headers: { 'Accept-Encoding': 'gzip' } }),
  'a copy': (path) => ({ path, headers: { 'If-None-Match': '*' } })
}

const time = [
  ...Object.entries(ways).map(([name, ask]) =>
    sequence(`time: stale, first asked by ${name}`, [
      past,
      ask('/two'),
      renewal,
      '/two',
      500,
      payload('/two'),
      segmentOf('/two')
    ])
  ),
  ...['html', 'head', 'a browser prefetch', 'gzip'].map((name) =>
    sequence(`time: a stale route handler, first asked by ${name}`, [
      past,
      ways[name]('/route/two'),
      renewal,
      '/route/two',
      // A prefetch re-renders nothing; the request before this one does.
      renewal,
      '/route/two'
    ])
  ),
  sequence('time: a stale copy', ['/two', past, copyOf('/two'), renewal, copyOf('/two'), '/two']),
  sequence('time: a path of generateStaticParams', [
    past,
    '/closed/open',
    renewal,
    '/closed/open',
    '/closed/shut',
    payload('/closed/shut'),
    past,
    payload('/closed/open'),
    renewal,
    '/closed/open'
  ]),
  sequence('time: a path made at run time', [
    '/state/fresh',
    '/state/fresh',
    past,
    payload('/state/fresh'),
    renewal,
    '/state/fresh',
    past,
    '/state/fresh?query=1',
    renewal,
    head('/state/fresh')
  ])
]

// A page changes to another kind of answer, and back.
const changes = [
  ...['not-found', 'redirect', 'permanent'].map((mode) =>
    sequence(`change: a page becomes ${mode}`, [
      `/state/to-${mode}`,
      become(`to-${mode}`, mode),
      `/state/to-${mode}`,
      past,
      `/state/to-${mode}`,
      renewal,
      `/state/to-${mode}`,
      payload(`/state/to-${mode}`),
      segmentOf(`/state/to-${mode}`),
      become(`to-${mode}`, 'page'),
      past,
      `/state/to-${mode}`,
      renewal,
      `/state/to-${mode}`,
      payload(`/state/to-${mode}`)
    ])
  ),
  ...['not-found', 'redirect'].map((mode) =>
    sequence(`change: what was ${mode} becomes a page`, [
      become(`was-${mode}`, mode),
      `/state/was-${mode}`,
      head(`/state/was-${mode}`),
      become(`was-${mode}`, 'page'),
      past,
      `/state/was-${mode}`,
      renewal,
      `/state/was-${mode}`
    ])
  ),
  sequence('change: a render that fails keeps the old answer', [
    '/state/failing',
    become('failing', 'throws'),
    past,
    '/state/failing',
    renewal,
    '/state/failing',
    payload('/state/failing'),
    become('failing', 'page'),
    3500,
    '/state/failing',
    renewal,
    '/state/failing'
  ]),
  sequence('change: a first render that fails', [
    become('never', 'throws'),
    '/state/never',
    payload('/state/never'),
    '/state/never',
    become('never', 'page'),
    '/state/never',
    '/state/never'
  ]),
  ...['not-found', 'created', 'redirect', 'controlled'].map((mode) =>
    sequence(`change: a route handler answers ${mode}`, [
      `/route/state/${mode}`,
      become(`route-${mode}`, mode),
      past,
      `/route/state/${mode}`,
      renewal,
      `/route/state/${mode}`,
      head(`/route/state/${mode}`),
      become(`route-${mode}`, 'page'),
      past,
      `/route/state/${mode}`,
      renewal,
      `/route/state/${mode}`
    ])
  ),
  sequence('change: a route handler fails', [
    '/route/state/failing',
    become('route-failing', 'throws'),
    past,
    '/route/state/failing',
    renewal,
    '/route/state/failing',
    '/route/state/failing'
  ]),
  sequence('change: a route handler without a body', [
    become('route-empty', 'empty'),
    '/route/state/empty',
    '/route/state/empty'
  ])
]

// All forms of the second argument of revalidateTag.
const profiles = { max: 'max', tide: 'tide', now: { expire: 0 }, none: undefined, odd: {} }
const tagged = {
  '/remembered': 'memory',
  '/fetched': 'long',
  '/cached': 'cached',
  '/route/tagged': 'route'
}

const tags = [
  ...Object.entries(profiles).flatMap(([name, profile]) =>
    Object.entries(tagged).map(([path, tag]) =>
      sequence(`tag: ${path}, profile ${name}`, [
        path,
        invalidate({ tag, profile }),
        path,
        renewal,
        path,
        path
      ])
    )
  ),
  sequence('tag: expires after a while', [
    '/remembered',
    invalidate({ tag: 'memory', profile: { expire: 3 } }),
    prefetch('/remembered'),
    '/remembered',
    renewal,
    '/remembered',
    3000,
    '/remembered',
    '/remembered'
  ]),
  sequence('tag: stale for a prefetch, expired for a visit', [
    '/remembered',
    invalidate({ tag: 'tide', profile: { expire: 2 } }),
    prefetch('/remembered'),
    prefetch('/remembered'),
    past,
    '/remembered',
    '/remembered'
  ]),
  sequence('tag: one that no page has', [
    '/remembered',
    invalidate({ tag: 'nobody', profile: 'max' }),
    '/remembered'
  ])
]

const paths = [
  ['/hour'],
  ['/hour', 'page'],
  ['/hour', 'layout'],
  ['/route/hour'],
  ['/group/a/one'],
  ['/group/[name]/[part]', 'page'],
  ['/group/[name]', 'layout'],
  ['/', 'layout'],
  ['/', 'page'],
  ['/hour/'],
  ['/nowhere']
].map(([path, type]) =>
  sequence(`path: revalidatePath of ${path}${type ? ` as ${type}` : ''}`, [
    '/hour',
    '/group/a/one',
    '/group/b/one',
    '/route/hour',
    '/',
    invalidate({ path, type }),
    payload('/hour'),
    '/hour',
    '/group/a/one',
    segmentOf('/group/b/one'),
    '/group/b/one',
    '/route/hour',
    '/',
    '/hour'
  ])
)

const actions = ({ actionId }) =>
  [
    ['update', ['memory'], '/remembered'],
    ['update', ['long'], '/fetched'],
    ['update', ['cached'], '/cached'],
    ['expire', ['memory', 'max'], '/remembered'],
    ['expire', ['cached', { expire: 0 }], '/cached'],
    ['renew', ['/hour'], '/hour'],
    ['renew', ['/group/[name]/[part]', 'page'], '/group/b/one'],
    ['reload', [], '/hour']
  ].map(([name, args, path]) =>
    sequence(`action: ${name}(${JSON.stringify(args).slice(1, -1)})`, [
      path,
      { path: '/action', ...call(actionId(name), args) },
      path,
      renewal,
      path,
      path
    ])
  )

const demands = ({ previewModeId }) => [
  ...['/hour', '/route/hour', '/early', '/closed/open'].map((path) =>
    sequence(`on demand: ${path}`, [
      path,
      onDemand(path, previewModeId),
      path,
      onDemand(path, 'wrong'),
      path,
      onDemand(path, previewModeId, ifGenerated),
      path,
      { ...head(path), headers: { 'x-prerender-revalidate': previewModeId } },
      path
    ])
  ),
  sequence('on demand: a new path', [
    onDemand('/state/demanded', previewModeId),
    '/state/demanded',
    onDemand('/closed/shut', previewModeId),
    onDemand('/nowhere', previewModeId),
    onDemand('/state/demanded', previewModeId, { RSC: '1' })
  ]),
  sequence('on demand: a render that fails', [
    '/state/demand-fails',
    become('demand-fails', 'throws'),
    onDemand('/state/demand-fails', previewModeId),
    '/state/demand-fails',
    become('demand-fails', 'page')
  ])
]

const drafts = ({ previewModeId }) =>
  ['/draft', '/hour', '/route/hour', '/state/built'].map((path) =>
    sequence(`draft: ${path}`, [
      path,
      withCookie(path, `__prerender_bypass=${previewModeId}`),
      withCookie(path, `other=1; __prerender_bypass=${previewModeId}`),
      withCookie(path, `__prerender_bypass=${previewModeId}; __next_preview_data=wrong`),
      withCookie(path, '__prerender_bypass=wrong; __next_preview_data=wrong'),
      withCookie(path, '__next_preview_data=wrong'),
      path
    ])
  )

const targets = ['/hour', '/early', '/group/a/two', '/closed/open', '/remembered', '/state/built']

module.exports = (facts) => [
  ...targets.flatMap((path) => vary(path, [...steps.manners, ...steps.pageManners])),
  ...['/route/hour', '/route/tagged', '/route/state/built'].flatMap((path) =>
    vary(path, steps.manners)
  ),
  ...time,
  ...changes,
  ...tags,
  ...paths,
  ...actions(facts),
  ...demands(facts),
  ...drafts(facts),
  ...sharedCases(facts)
]
