'use strict'
// Request bodies that middleware and the route behind it read.

const { ask, asked, redirect, rewrite } = require('../support/ask')
const { call, form } = require('./app-actions')

const text = (length) => '0123456789abcde\n'.repeat(Math.ceil(length / 16)).slice(0, length)

const json = { headers: { 'Content-Type': 'application/json' }, body: '{"a":[1,"ü"]}' }
const urlEncoded = {
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: 'a=1&b=%C3%BC&a=2'
}
const { headers: formHeaders, body: formBody } = form({ a: '1', b: 'ü' })
const parts = { headers: { 'Content-Type': formHeaders['Content-Type'] }, body: formBody }
const plain = { headers: { 'Content-Type': 'text/plain' }, body: 'a plain text' }

const bodies = {
  json,
  'form fields': urlEncoded,
  'a form': parts,
  'a text': plain,
  'no type': { body: 'untyped' },
  bytes: {
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from([0, 255, 128, 10])
  },
  'an empty text': { body: '' },
  nothing: {},
  'broken JSON': { ...json, body: '{"a":' }
}

const readers = ['text', 'json', 'form', 'bytes', 'clone', 'first', 'none', 'twice']

// Routes that read the body after middleware has read it.
const routes = [
  '/api/echo',
  '/api/raw',
  '/api/small-limit',
  '/app-handler',
  '/app-handler?read=json',
  '/app-handler?read=form',
  '/app-handler?read=stream',
  '/app-handler?read=none',
  '/edge-handler',
  '/edge-handler?read=form',
  '/api/edge?read=bytes',
  '/ssr',
  '/static',
  '/nowhere',
  '/plain.txt'
]

const post = { method: 'POST' }

const raw = (path, what, lines, body) => {
  const [header] = Object.values(asked(path, what).headers)
  const head = [`POST ${path} HTTP/1.1`, 'Host: fixture.test:4000', `x-ask: ${header}`, ...lines]
  return { path, raw: `${head.join('\r\n')}\r\n\r\n${body}` }
}

const chunks = (list) =>
  `${list.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`

const rawCase = (name, path, ...rest) => ({ name: `${name}, ${path}`, steps: [raw(path, ...rest)] })

const chunked = ['Transfer-Encoding: chunked', 'Content-Type: text/plain', 'Connection: close']
const counted = (length) => [`Content-Length: ${length}`, 'Connection: close']

const rawRoutes = ['/api/echo', '/api/raw', '/app-handler?read=stream', '/edge-handler', '/static']

const bodyCases = [
  ...Object.entries(bodies).flatMap(([name, body]) =>
    routes.flatMap((path) => [
      ask(path, { read: 'text' }, { name: `${name}, read as text, ${path}`, ...post, ...body }),
      ask(path, {}, { name: `${name}, not read, ${path}`, ...post, ...body })
    ])
  ),
  ...readers.flatMap((read) =>
    Object.entries(bodies).flatMap(([name, body]) =>
      ['/api/echo', '/app-handler?read=bytes'].map((path) =>
        ask(path, { read }, { name: `${name}, read as ${read}, ${path}`, ...post, ...body })
      )
    )
  ),
  ...['PUT', 'PATCH', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PROPFIND'].flatMap((method) =>
    ['/api/echo', '/app-handler', '/edge-handler'].map((path) =>
      ask(path, { read: 'text' }, { method, ...json })
    )
  ),
  ...readers.flatMap((read) => [
    ask('/from/nowhere', rewrite('/api/echo', { read }), { ...post, ...json }),
    ask('/from/nowhere', rewrite('/app-handler?read=stream', { read }), { ...post, ...json }),
    ask('/from/nowhere', rewrite('upstream:/body', { read }), { ...post, ...json }),
    ask('/before-out', { read }, { ...post, ...json }),
    ask('/after-out', { read }, { ...post, ...json }),
    ask('/from/nowhere', redirect('/static', { read }), { ...post, ...json }),
    ask('/static', { answer: 'json', value: 'read', read }, { ...post, ...json })
  ]),
  ...['/api/echo', '/api/raw', '/app-handler', '/edge-handler', '/before-out', '/static'].flatMap(
    (path) => [
      ask(path, { read: 'text' }, { ...post, body: text(10_000) }),
      ask(path, { read: 'text' }, { ...post, body: text(16_384) }),
      ask(path, { request: { set: { 'content-length': '3' } } }, { ...post, ...json }),
      ask(path, { request: { remove: ['content-type'] } }, { ...post, ...json }),
      ask(path, { request: { remove: ['content-length'] } }, { ...post, ...json }),
      ask(path, { request: { set: { 'content-type': 'text/plain' } } }, { ...post, ...json }),
      ask(path, { read: 'text', fail: 'error' }, { ...post, ...json }),
      ask(path, { fail: 'error', when: 'at once' }, { ...post, ...json }),
      ask(
        path,
        { read: 'text' },
        { ...post, ...json, headers: { ...json.headers, Expect: '100-continue' } }
      )
    ]
  ),
  ...rawRoutes.flatMap((path) => [
    rawCase('chunks', path, { read: 'text' }, chunked, chunks(['first ', 'and second'])),
    rawCase('chunks that are not read', path, {}, chunked, chunks(['first ', 'and second'])),
    rawCase('no chunks', path, { read: 'text' }, chunked, chunks([])),
    rawCase('a length of nothing', path, { read: 'text' }, counted(0), ''),
    rawCase('neither length nor chunks', path, { read: 'text' }, ['Connection: close'], ''),
    rawCase('broken chunks', path, { read: 'text' }, chunked, 'zz\r\n')
  ])
]

/** Bodies around the limit of `proxyClientMaxBodySize`; `limit` in bytes. */
const limitCases = (limit) =>
  [
    '/api/echo',
    '/api/raw',
    '/app-handler?read=bytes',
    '/edge-handler?read=bytes',
    '/before-out'
  ].flatMap((path) =>
    [limit, limit + 1, limit * 2].flatMap((length) => [
      ask(path, { read: 'bytes' }, { ...post, body: text(length) }),
      ask(path, {}, { ...post, body: text(length) }),
      ask('/from/nowhere', rewrite(path, { read: 'bytes' }), { ...post, body: text(length) })
    ])
  )

const actionCases = ({ actionId }) => {
  const named = `$ACTION_ID_${actionId('tell')}`
  return [
    ['a form', {}, form({ [named]: '', text: 'ü' })],
    ['a form that middleware reads', { read: 'form' }, form({ [named]: '', text: 'ü' })],
    ['a form that redirects', { read: 'text' }, form({ [named]: '', text: 'go' })],
    ['a form of no action', { read: 'text' }, form({ text: 'x' })],
    ['a call', { read: 'text' }, call(actionId('tell'), ['called'])],
    ['a call with bad arguments', {}, { ...call(actionId('tell'), []), body: '{broken' }],
    [
      'cookies',
      { cookies: [{ name: 'of-middleware', value: '1' }] },
      form({ [named]: '', text: 'x' })
    ],
    ['header fields', { request: { set: { 'x-added': 'yes' } } }, form({ [named]: '', text: 'x' })]
  ].flatMap(([name, what, request]) => [
    ask('/app-action', what, { name: `action: ${name}`, ...request }),
    ask('/from/nowhere', rewrite('/app-action', what), {
      name: `action, rewritten: ${name}`,
      ...request
    })
  ])
}

module.exports = { actionCases, bodyCases, limitCases }
