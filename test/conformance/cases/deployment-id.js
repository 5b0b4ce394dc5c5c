'use strict'
// An app with a deployment id: in the addresses of its files and in fields of its answers.

const { each, methods, one, vary } = require('../support/case')

const paths = [
  '/',
  '/small',
  '/dynamic',
  '/blog/first',
  '/blog/new',
  '/api/handler',
  '/static',
  '/ssr?x=1',
  '/ssr?missing=1',
  '/ssr?moved=1',
  '/ssr?fails=1',
  '/ssg/one',
  '/ssg/new',
  '/ssg/missing',
  '/plain.txt',
  '/nowhere',
  '/old',
  '/before',
  '/after',
  '/after/ssr',
  '/_next/static/missing.js',
  '/_next/image?url=%2Fmissing.png&w=64&q=75'
]

const names = ['static', 'ssr', 'ssr?x=1', 'ssg/one', 'ssg/data-new', 'ssg/missing', 'nowhere']

// Clients of this deployment, of another, and of none.
const clients = [
  { headers: { 'x-deployment-id': 'deployment-1' } },
  { headers: { 'x-deployment-id': 'deployment-0' } },
  { headers: { 'x-nextjs-deployment-id': 'deployment-0' } },
  { headers: { Cookie: '__vdpl=deployment-0' } }
]

const payloads = ['/small', '/dynamic?a=1', '/blog/first', '/blog/rsc', '/before', '/after']

module.exports = ({ buildId, script, buildManifest }) => [
  ...each(paths),
  ...each(['/small', '/ssr', '/plain.txt', script].map((path) => `${path}?dpl=deployment-1`)),
  ...each(['/small', '/ssr', '/plain.txt', script].map((path) => `${path}?dpl=deployment-0`)),
  ...each([script, buildManifest]),
  ...['/small', '/ssr', '/ssg/one', script].flatMap((path) => vary(path, clients)),
  ...names.flatMap((name) => {
    const [file, query = ''] = name.split('?')
    const path = `/_next/data/${buildId}/${file}.json?${query}`
    return [
      one(path, { name: `data of ${name}` }),
      one(path, {
        name: `data of ${name}, asked by the router`,
        headers: { 'x-nextjs-data': '1' }
      }),
      one(path, {
        name: `data of ${name}, asked by another deployment`,
        headers: { 'x-nextjs-data': '1', 'x-deployment-id': 'deployment-0' }
      })
    ]
  }),
  ...['missing', 'moved', 'fails'].map((end) =>
    one(`/_next/data/${buildId}/ssr.json?${end}=1`, { name: `data that is ${end}` })
  ),
  one('/_next/data/other/ssr.json'),
  ...payloads.flatMap((path) => [
    one(path, { headers: { RSC: '1' } }),
    one(path, { headers: { RSC: '1' }, rsc: 'right' }),
    one(path, { headers: { RSC: '1', 'Next-Router-Prefetch': '1' }, rsc: 'right' }),
    one(path, {
      headers: {
        RSC: '1',
        'Next-Router-Prefetch': '1',
        'Next-Router-Segment-Prefetch': '/_tree'
      },
      rsc: 'right'
    }),
    one(path, { headers: { RSC: '1', 'x-deployment-id': 'deployment-0' }, rsc: 'right' })
  ]),
  ...each(['/nowhere', '/api/handler', '/ssr', '/plain.txt', '/old', script], {
    headers: { RSC: '1' },
    rsc: 'right'
  }),
  ...each(['/small', '/dynamic'], { headers: { RSC: '0' } }),
  ...['/small', '/ssr', script].flatMap((path) => methods(path, ['HEAD', 'POST', 'OPTIONS'])),
  ...each(['/small', '/ssr', script], { headers: { 'Accept-Encoding': 'gzip' } }),
  ...[
    { do: 'render', pathname: '/ssr', query: {} },
    { do: 'renderError', message: 'on purpose', pathname: '/ssr', query: {} },
    { do: 'renderToHTML', pathname: '/static', query: {} }
  ].map((server) => one('/asked', { server }))
]
