'use strict'
// Lifetimes of getStaticProps pages: time, changes between two renders, fallbacks, on-demand
// revalidation, previews.

const { sequence, vary } = require('../support/case')
const { pagesCases: sharedCases } = require('./shared-builds')
const { head, ifGenerated, manners, onDemand, withCookie } = require('../support/lifetime-steps')

const past = 2300
const renewal = 800

const become = (name, mode) => `/api/state?name=${name}&mode=${mode}`
const revalidate = (path, more = '') => `/api/revalidate?path=${encodeURIComponent(path)}${more}`

const time = (data) => [
  ...[
    ['html', '/two'],
    ['data', data('/two')],
    ['head', head('/two')],
    ['a browser prefetch', { path: '/two', headers: { Purpose: 'prefetch' } }],
    ['gzip', { path: '/two', headers: { 'Accept-Encoding': 'gzip' } }],
    ['a copy', { path: '/two', headers: { 'If-None-Match': '*' } }]
  ].map(([name, first]) =>
    sequence(`time: stale, first asked by ${name}`, [
      past,
      first,
      renewal,
      '/two',
      500,
      data('/two'),
      '/two'
    ])
  ),
  ...['state', 'open', 'closed'].map((folder) =>
    sequence(`time: a path of ${folder}`, [
      `/${folder}/also%20built`,
      past,
      `/${folder}/also%20built`,
      renewal,
      data(`/${folder}/also%20built`),
      `/${folder}/also%20built`
    ])
  ),
  sequence('time: a path made at run time', [
    '/state/fresh',
    data('/state/fresh'),
    past,
    data('/state/fresh'),
    renewal,
    '/state/fresh',
    past,
    head('/state/fresh'),
    renewal,
    '/state/fresh'
  ]),
  sequence('time: a path that never goes stale', [
    '/later/a/b',
    '/later/a/b',
    data('/later/a/b'),
    past,
    '/later/a/b',
    '/later/%C3%BC',
    '/later/ü',
    data('/later/%C3%BC')
  ])
]

const changes = (data) => [
  ...['not-found', 'gone', 'redirect', 'permanent', 'elsewhere'].map((mode) =>
    sequence(`change: a page becomes ${mode}`, [
      `/state/to-${mode}`,
      become(`state-to-${mode}`, mode),
      past,
      `/state/to-${mode}`,
      renewal,
      `/state/to-${mode}`,
      data(`/state/to-${mode}`),
      head(`/state/to-${mode}`),
      { path: `/state/to-${mode}`, headers: { 'Accept-Encoding': 'gzip' } },
      become(`state-to-${mode}`, 'page'),
      past,
      `/state/to-${mode}`,
      renewal,
      `/state/to-${mode}`,
      data(`/state/to-${mode}`)
    ])
  ),
  ...['not-found', 'redirect', 'elsewhere'].map((mode) =>
    sequence(`change: what was ${mode} becomes a page`, [
      become(`state-was-${mode}`, mode),
      data(`/state/was-${mode}`),
      `/state/was-${mode}`,
      `/state/was-${mode}?query=1`,
      become(`state-was-${mode}`, 'page'),
      past,
      data(`/state/was-${mode}`),
      renewal,
      `/state/was-${mode}`
    ])
  ),
  sequence('change: a render that fails keeps the old answer', [
    '/state/failing',
    become('state-failing', 'throws'),
    past,
    '/state/failing',
    renewal,
    '/state/failing',
    data('/state/failing'),
    become('state-failing', 'page'),
    3500,
    '/state/failing',
    renewal,
    '/state/failing'
  ]),
  sequence('change: a first render that fails', [
    become('state-never', 'throws'),
    '/state/never',
    data('/state/never'),
    become('state-never', 'page'),
    '/state/never',
    '/state/never'
  ]),
  sequence('change: missing in the build, there later', [
    past,
    '/none',
    data('/none'),
    renewal,
    '/none',
    become('none', 'there'),
    past,
    '/none',
    renewal,
    '/none',
    data('/none')
  ])
]

const fallbacks = (data) => [
  sequence('fallback: a shell, then the page', [
    '/open/shell',
    400,
    '/open/shell',
    data('/open/shell'),
    '/open/shell'
  ]),
  sequence('fallback: the data of a shell', ['/open/late', data('/open/late'), '/open/late']),
  sequence('fallback: a shell for a missing page', [
    become('open-lost', 'not-found'),
    '/open/lost',
    data('/open/lost'),
    '/open/lost',
    '/open/lost'
  ]),
  sequence('fallback: a shell for a redirect', [
    become('open-moved', 'redirect'),
    '/open/moved',
    data('/open/moved'),
    '/open/moved'
  ]),
  sequence('fallback: none', [
    '/closed/new',
    data('/closed/new'),
    '/closed/built',
    '/closed/gr%C3%B6%C3%9Fe',
    '/closed/größe'
  ]),
  sequence('fallback: two at once', ['/state/twice', '/state/twice', data('/state/twice')])
]

const demands = (data, { previewModeId }) => [
  ...['/hour', '/state/built', '/state/demanded', '/open/demanded', '/closed/built'].map((path) =>
    sequence(`on demand: ${path}`, [
      path,
      revalidate(path),
      path,
      data(path),
      onDemand(path, previewModeId),
      path,
      onDemand(path, 'wrong'),
      path
    ])
  ),
  sequence('on demand: only what was made', [
    revalidate('/state/unmade', '&onlyGenerated=1'),
    '/state/unmade',
    revalidate('/state/unmade', '&onlyGenerated=1'),
    '/state/unmade',
    onDemand('/state/unmade-too', previewModeId, ifGenerated),
    '/state/unmade-too'
  ]),
  sequence('on demand: becomes something else', [
    '/state/turning',
    become('state-turning', 'not-found'),
    revalidate('/state/turning'),
    '/state/turning',
    data('/state/turning'),
    become('state-turning', 'redirect'),
    revalidate('/state/turning'),
    '/state/turning',
    data('/state/turning'),
    become('state-turning', 'page'),
    revalidate('/state/turning'),
    '/state/turning'
  ]),
  sequence('on demand: a render that fails', [
    '/state/demand-fails',
    become('state-demand-fails', 'throws'),
    revalidate('/state/demand-fails'),
    '/state/demand-fails',
    become('state-demand-fails', 'page'),
    revalidate('/state/demand-fails'),
    '/state/demand-fails'
  ]),
  sequence('on demand: a missing page', [
    revalidate('/nowhere'),
    revalidate('relative'),
    revalidate('/')
  ])
]

// With valid cookies, as a browser has them after setPreviewData() or setDraftMode().
const setPreviews = (data) =>
  ['on', 'draft'].map((state) => {
    const seeing = (path, more) => ({ path, ...more, cookiesOf: 0 })
    return sequence(`preview: with valid cookies of state=${state}`, [
      `/api/preview?state=${state}`,
      '/state/built',
      seeing('/state/built'),
      seeing('/state/built'),
      seeing(data('/state/built')),
      seeing('/state/built', { method: 'HEAD' }),
      seeing('/state/built', { headers: { 'Accept-Encoding': 'gzip' } }),
      seeing('/state/built', { headers: { 'If-None-Match': '*' } }),
      '/state/built',
      seeing(`/state/previewed-${state}`),
      seeing(`/open/previewed-${state}`),
      seeing(data(`/open/previewed-${state}`)),
      seeing('/closed/previewed'),
      seeing('/closed/built'),
      become(`state-${state}`, 'not-found'),
      seeing(`/state/${state}`),
      become(`state-${state}`, 'redirect'),
      seeing(`/state/${state}`),
      seeing(data(`/state/${state}`)),
      become(`state-${state}`, 'throws'),
      seeing(`/state/${state}`),
      become(`state-${state}`, 'page'),
      `/state/${state}`,
      `/open/previewed-${state}`,
      seeing('/nowhere'),
      seeing('/api/preview?state=off'),
      '/state/built'
    ])
  })

const previews = (data, { previewModeId }) =>
  ['/api/preview?state=on', '/api/preview?state=draft', '/api/preview?state=off']
    .map((path) => sequence(`preview: ${path}`, [path]))
    .concat(
      ['/hour', '/', data('/hour')].map((path) =>
        sequence(`preview: ${path}`, [
          path,
          withCookie(path, `__prerender_bypass=${previewModeId}`),
          withCookie(path, `__prerender_bypass=${previewModeId}; __next_preview_data=wrong`),
          withCookie(path, '__prerender_bypass=wrong; __next_preview_data=wrong'),
          withCookie(path, '__prerender_bypass=wrong'),
          withCookie(path, '__next_preview_data=wrong'),
          path
        ])
      )
    )

const targets = ['/hour', '/state/built', '/open/also%20built', '/closed/built', '/none', '/']

module.exports = (facts) => {
  const data = (path) => `/_next/data/${facts.buildId}${path}.json`
  const more = [{ headers: { 'x-nextjs-data': '1' } }, { headers: { RSC: '1' } }]
  return [
    ...[...targets, data('/hour')].flatMap((path) => vary(path, [...manners, ...more])),
    ...vary(data('/state/built'), [...manners.filter(({ method }) => method !== 'POST'), ...more]),
    ...time(data),
    ...changes(data),
    ...fallbacks(data),
    ...demands(data, facts),
    ...previews(data, facts),
    ...setPreviews(data),
    ...sharedCases(facts)
  ]
}
