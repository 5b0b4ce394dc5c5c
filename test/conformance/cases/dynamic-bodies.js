'use strict'
// Request bodies: what API routes parse and up to which size, and what route handlers read.

const { each, one, sequence, vary } = require('../support/case')
const { multipart, multipartType } = require('../support/form')

const send = (type, body, rest = {}) => ({
  method: 'POST',
  ...rest,
  headers: { ...(type && { 'Content-Type': type }), ...rest.headers },
  body
})

const json = 'application/json'
const chunked = { 'Transfer-Encoding': 'chunked' }

const inChunks = (...parts) =>
  [...parts, ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')

const named = (path, list) =>
  list.map(([name, options]) => one(path, { name: `body: ${name} to ${path}`, ...options }))

// Names a case after all its options and its body, because some differ only in their bytes.
const parse = (options) => {
  const { method, headers = {}, body } = options
  const fields = Object.entries(headers).map((field) => field.join(': '))
  const name = `body: ${method} ${fields.join(', ')} ${JSON.stringify(body?.toString('latin1'))}`
  return one('/api/parsed', { name, ...options })
}

const parsers = [
  ...[
    send(json, '{"a":[1,"ü",null]}'),
    send('application/json; charset=utf-8', '"text"'),
    send('application/json;charset=latin1', Buffer.from('"gr\u00fcn"', 'latin1')),
    send('application/json; charset=nonsense', '1'),
    send('application/ld+json', '{"b":2}'),
    send('application/vnd.api+json', '{"b":2}'),
    send('text/json', '{"c":3}'),
    send(json, ''),
    send(json, ' '),
    send(json, 'null'),
    send(json, '{broken'),
    send(json, '[1,]'),
    send('application/x-www-form-urlencoded', 'a=1&b=%C3%BC&a=2&c'),
    send('application/x-www-form-urlencoded', ''),
    send('application/x-www-form-urlencoded', 'broken=%zz'),
    send('text/plain', 'text'),
    send('text/plain; charset=utf-16le', Buffer.from('text', 'utf16le')),
    send('application/octet-stream', Buffer.from([0, 1, 2, 255])),
    send('image/png', Buffer.from([137, 80])),
    send(multipartType, multipart({ a: 'x' })),
    send('', 'without a type'),
    send('junk;;', 'x'),
    send('application/json', '{"a":1}', { method: 'GET' }),
    send('application/json', '{"a":1}', { method: 'DELETE' }),
    send('application/json', inChunks('{"a"', ':1}'), { headers: chunked }),
    send('application/json', '{"a":1}', { headers: { Expect: '100-continue' } }),
    send('application/json', '{"a":1}', { headers: { 'Content-Encoding': 'gzip' } }),
    { method: 'POST', headers: { 'Content-Type': json } },
    { method: 'POST', headers: { 'Content-Type': json, 'Content-Length': '0' } }
  ].map(parse),
  one('/api/parsed?status=418', send(json, '1'))
]

const text = (length) => send('text/plain', 'x'.repeat(length))

const limits = [
  ...named('/api/limits/small', [
    ['1 kB', text(1024)],
    ['one byte more than 1 kB', text(1025)],
    ['1 kB of JSON', send(json, `"${'x'.repeat(1022)}"`)],
    ['too much JSON', send(json, `"${'x'.repeat(1023)}"`)],
    [
      'too much in chunks',
      send('text/plain', inChunks('x'.repeat(600), 'x'.repeat(600)), { headers: chunked })
    ],
    ['too much of a form', send('application/x-www-form-urlencoded', `a=${'x'.repeat(2000)}`)]
  ]),
  ...named('/api/limits/number', [
    ['500 bytes', text(500)],
    ['501 bytes', text(501)]
  ]),
  ...named('/api/limits/large', [
    ['2 MB', text(2 * 1024 * 1024)],
    ['more than 2 MB', text(2 * 1024 * 1024 + 1)]
  ]),
  ...named('/api/parsed', [
    ['1 MB', text(1024 * 1024)],
    ['more than 1 MB', text(1024 * 1024 + 1)]
  ]),
  ...named('/api/raw', [
    ['3 MB', text(3 * 1024 * 1024)],
    ['nothing', { method: 'POST' }],
    ['two chunks', send('text/plain', inChunks('one', 'two'), { headers: chunked })]
  ]),
  ...named('/api/external', [['a text', text(5000)]]),
  ...each(
    ['response', 'no-response-limit'].flatMap((name) =>
      [10, 1024, 1025, 5_000_000].map((size) => `/api/limits/${name}?size=${size}`)
    )
  )
]

const ways =
  'throw throwText throwStatus rejectLate throwAfterHead preview previewPath previewLarge ' +
  'clearPreview draft noDraft buffer nested boolean none badRedirect redirect etag circular'

const answers = [
  ...each(ways.split(' ').map((way) => `/api/ways?way=${way}`)),
  one('/api/ways?way=unknown'),
  one('/api/ways?way=etag', { headers: { 'If-None-Match': '"own"' } }),
  one('/api/ways?way=nested', { method: 'HEAD' }),
  one('/api/facts?a=1&a=2&b', { headers: { Cookie: 'a=1; b=%C3%BC; broken' } }),
  one('/api/facts', { headers: { Cookie: '__prerender_bypass=wrong; __next_preview_data=wrong' } })
]

const readers = ['text', 'json', 'form', 'bytes', 'blob', 'parts', 'clone', 'twice', 'none']

const handlers = [
  ...readers.flatMap((read) => [
    one(`/route/body?read=${read}`, send(json, '{"a":"ü"}')),
    one(
      `/route/body?read=${read}`,
      send(multipartType, multipart({ a: 'x', f: { filename: 'n', type: 'a/b', content: 'c' } }))
    )
  ]),
  ...vary('/route/body?read=form', [
    send('application/x-www-form-urlencoded', 'a=1&b=%C3%BC'),
    send('text/plain', 'a=1'),
    send('multipart/form-data', 'x')
  ]),
  ...['PUT', 'PATCH', 'DELETE'].map((method) =>
    one('/route/body', send('text/plain', 'x', { method }))
  ),
  one('/route/body', send('text/plain', inChunks('one', 'two'), { headers: chunked })),
  one('/route/body', { name: 'route handler: 3 MB', ...text(3 * 1024 * 1024) }),
  one('/route/body?read=none', {
    name: 'route handler: 3 MB, not read',
    ...text(3 * 1024 * 1024)
  }),
  sequence('bodies: unread ones leave the connection usable', [
    { path: '/route/body?read=none', ...text(100_000) },
    { path: '/api/limits/small', ...text(100_000) },
    { path: '/target', ...text(100_000) },
    '/target'
  ])
]

const bodies = [...parsers, ...limits, ...answers, ...handlers]

module.exports = { bodies }
