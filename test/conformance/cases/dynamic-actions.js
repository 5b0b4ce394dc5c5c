'use strict'
// Server actions: forms as a browser without JavaScript sends them, and calls as the client does.

const { one, sequence } = require('../support/case')
const { multipart, multipartType } = require('../support/form')

const origin = 'http://fixture.test:4000'

const form = (fields, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': multipartType, Origin: origin, ...headers },
  body: multipart(fields)
})

const defined = (fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const call = (id, args, headers = {}) => ({
  method: 'POST',
  headers: defined({
    'Next-Action': id,
    Accept: 'text/x-component',
    'Content-Type': 'text/plain;charset=UTF-8',
    Origin: origin,
    ...headers
  }),
  body: typeof args === 'string' ? args : JSON.stringify(args)
})

const forms = ({ actionId }) => {
  const save = { [`$ACTION_ID_${actionId('save')}`]: '' }
  const submit = (page, fields, options = {}) =>
    sequence(`form: of ${page}, ${JSON.stringify(fields)}${options.about ?? ''}`, [
      { path: page, hasSecret: true },
      {
        path: page,
        hasSecret: true,
        method: 'POST',
        headers: { 'Content-Type': multipartType, Origin: origin, ...options.headers },
        process: options.process,
        formOf: 0,
        fields
      }
    ])
  return [
    submit('/actions/form', { text: 'grün' }),
    submit('/actions/form?kind=bound', { text: 'x' }),
    submit('/actions/form?kind=closed', { text: 'y' }),
    submit('/actions/form', { file: { filename: 'a.txt', type: 'text/plain', content: 'abc' } }),
    ...[
      'redirect',
      'redirectRelative',
      'redirectAway',
      'permanent',
      'notFound',
      'forbidden',
      'unauthorized',
      'throw',
      'throwText',
      'cookie redirect',
      'cookie path',
      'refresh'
    ].map((steps) => submit('/actions/form?kind=steps', { steps })),
    submit(
      '/actions/form',
      { text: 'x' },
      { headers: { Origin: 'http://evil.test' }, about: ', from elsewhere' }
    ),
    submit('/actions/form', { text: 'x'.repeat(30_000) }, { about: ', too long' }),
    // Every process of the build can decrypt the encrypted fields of a form.
    ...['bound', 'closed'].map((kind) =>
      submit(
        `/actions/form?kind=${kind}`,
        { text: 'z' },
        { process: 1, about: ', sent to another process' }
      )
    ),
    one('/actions', { name: 'form: by id', ...form({ ...save, text: 'ü' }) }),
    one('/actions/static', { name: 'form: of a static page', ...form({ ...save, text: 'x' }) }),
    one('/actions', { name: 'form: no action', ...form({ text: 'x' }) }),
    one('/actions', {
      name: 'form: a state without an action',
      ...form({
        $ACTION_REF_1: '',
        '$ACTION_1:0': '{"id":"00","bound":"$@1"}',
        '$ACTION_1:1': '[]'
      })
    }),
    one('/actions', {
      name: 'form: an unknown id',
      ...form({ [`$ACTION_ID_${'0'.repeat(42)}`]: '' })
    }),
    one('/actions', { name: 'form: a broken body', ...form(save), body: '--fixture\r\nbroken' }),
    one('/actions', {
      name: 'form: no boundary',
      ...form(save, { 'Content-Type': 'multipart/form-data' })
    }),
    one('/actions', {
      name: 'form: urlencoded',
      ...form(save, { 'Content-Type': 'application/x-www-form-urlencoded' }),
      body: `%24ACTION_ID_${actionId('save')}=&text=x`
    }),
    one('/actions', {
      name: 'form: compressed answer',
      ...form({ ...save, text: 'x' }, { 'Accept-Encoding': 'gzip' })
    }),
    one('/', { name: 'form: to a page without actions', ...form(save) }),
    one('/nowhere', { name: 'form: to a missing page', ...form(save) }),
    one('/edge', { name: 'form: to a page at the edge', ...form(save) })
  ]
}

const origins = ({ actionId }) => {
  const from = (name, headers) =>
    one('/actions', { name: `origin: ${name}`, ...call(actionId('echo'), [1], headers) })
  return [
    from('another', { Origin: 'http://evil.test' }),
    from('an allowed one', { Origin: 'https://friend.test' }),
    from('an allowed subdomain', { Origin: 'https://one.allies.test' }),
    from('the bare domain of allowed subdomains', { Origin: 'https://allies.test' }),
    from('a subdomain too deep', { Origin: 'https://a.b.allies.test' }),
    from('null', { Origin: 'null' }),
    from('no URL', { Origin: 'not a url' }),
    from('another port', { Origin: 'http://fixture.test:81' }),
    from('another scheme', { Origin: 'https://fixture.test:4000' }),
    from('as the proxy says', { Origin: 'https://front.test', 'X-Forwarded-Host': 'front.test' }),
    from('not as the proxy says', { 'X-Forwarded-Host': 'front.test' }),
    from('as the first of two proxies says', {
      Origin: 'https://front.test',
      'X-Forwarded-Host': 'front.test, middle.test'
    }),
    one('/actions', {
      name: 'origin: none',
      ...call(actionId('echo'), [1]),
      headers: { 'Next-Action': actionId('echo'), 'Content-Type': 'text/plain;charset=UTF-8' }
    })
  ]
}

const calls = ({ actionId }) => {
  const perform = (steps, options = {}) =>
    one(options.path ?? '/actions', {
      name: `action: ${steps}${options.about ?? ''}`,
      ...options,
      ...call(actionId('perform'), [steps.split(' '), 'value'], options.headers)
    })
  const echo = actionId('echo')
  return [
    one('/actions', {
      name: 'action: arguments',
      ...call(echo, [1, 'ü', null, { a: [true] }, '$D2020-01-01T00:00:00.000Z', '$n12'])
    }),
    one('/actions', { name: 'action: kinds of results', ...call(actionId('kinds'), []) }),
    one('/actions', { name: 'action: a result that streams', ...call(actionId('streamed'), []) }),
    one('/actions', {
      name: 'action: a form as its argument',
      ...call(echo, '', { 'Content-Type': multipartType }),
      body: multipart({
        '1_text': 'x',
        '1_file': { filename: 'f.bin', type: 'a/b', content: 'bytes' },
        0: '["$K1"]'
      })
    }),
    ...[
      'redirect',
      'redirectHome',
      'redirectRelative',
      'redirectAway',
      'redirectPages',
      'redirectMissing',
      'permanent',
      'notFound',
      'forbidden',
      'unauthorized',
      'throw',
      'throwText',
      'path',
      'layout',
      'tag',
      'update',
      'refresh',
      'cookie',
      'cookie redirect',
      'path redirect',
      'headers'
    ].map((steps) => perform(steps)),
    ...['redirect', 'redirectHome', 'redirectPages', 'redirectMissing', 'cookie redirect'].map(
      (steps) =>
        perform(steps, {
          about: ', from a server that reaches itself',
          ownHost: true,
          headers: { Origin: undefined }
        })
    ),
    ...['redirect', 'update', 'throw'].map((steps) =>
      perform(steps, { path: '/actions/static', about: ', on a static page' })
    ),
    ...[false, true].map((ownHost) =>
      one('/actions', {
        name: `action: of another page, ${ownHost ? 'which the server reaches' : 'out of reach'}`,
        ownHost,
        ...call(actionId('$$RSC_SERVER_ACTION_1'), [], ownHost ? { Origin: undefined } : {})
      })
    ),
    one('/actions', { name: 'action: unknown', ...call('0'.repeat(42), []) }),
    one('/actions', { name: 'action: no id', ...call('', []) }),
    one('/actions', { name: 'action: an id that cannot be', ...call('../../etc', []) }),
    one('/actions', { name: 'action: __proto__', ...call('__proto__', []) }),
    one('/actions', { name: 'action: too few arguments', ...call(actionId('perform'), []) }),
    ...['', '{', '[', 'null', '{"a":1}', '["$F1"]', '["$@9"]', '["$h1"]', '["$Q1"]'].map((body) =>
      one('/actions', { name: `action: the body ${body}`, ...call(echo, body) })
    ),
    ...['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'].map((method) =>
      one('/actions', { name: `action: by ${method}`, ...call(echo, [1]), method })
    ),
    one('/actions', { name: 'action: a body at the limit', ...call(echo, ['x'.repeat(20_000)]) }),
    one('/actions', { name: 'action: a body over the limit', ...call(echo, ['x'.repeat(20_480)]) }),
    one('/actions', {
      name: 'action: a body far over the limit',
      ...call(echo, ['x'.repeat(2_000_000)])
    }),
    one('/actions', {
      name: 'action: a form over the limit',
      ...call(echo, '', { 'Content-Type': multipartType }),
      body: multipart({
        0: '["$K1"]',
        '1_file': { filename: 'f', type: 'a/b', content: 'x'.repeat(30_000) }
      })
    }),
    one('/actions', {
      name: 'action: in chunks',
      ...call(echo, '', { 'Transfer-Encoding': 'chunked' }),
      body: '3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n'
    }),
    one('/actions', { name: 'action: without a type', ...call(echo, [1], { 'Content-Type': '' }) }),
    one('/actions', {
      name: 'action: JSON',
      ...call(echo, [1], { 'Content-Type': 'application/json' })
    }),
    one('/actions', {
      name: 'action: compressed',
      ...call(echo, ['x'.repeat(4000)], { 'Accept-Encoding': 'gzip, br' })
    }),
    one('/', { name: 'action: on a page without actions', ...call(echo, [1]) }),
    one('/nowhere', { name: 'action: on a missing page', ...call(echo, [1]) }),
    one('/isr', { name: 'action: on a page of the pages router', ...call(echo, [1]) }),
    one('/route/body', { name: 'action: on a route handler', ...call(echo, [1]) }),
    one('/plain.txt', { name: 'action: on no page at all', ...call(echo, [1]) }),
    sequence('action: invalidated pages are re-rendered', [
      '/actions/static',
      '/actions/static',
      { path: '/actions', ...call(actionId('perform'), [['update']]) },
      '/actions/static',
      '/actions/static',
      { path: '/actions/static', ...call(actionId('perform'), [['path']]) },
      '/actions/static',
      { path: '/actions', ...call(actionId('perform'), [['tag']]) },
      '/actions/static',
      800,
      '/actions/static',
      { path: '/actions', ...call(actionId('perform'), [['layout']]) },
      '/actions/static'
    ]),
    sequence('action: background work', [
      { path: '/actions', ...call(actionId('perform'), [['after', 'headers']]) },
      50,
      '/route/report?topic=after',
      '/route/report?topic=headers'
    ])
  ]
}

const actions = (facts) => [...forms(facts), ...origins(facts), ...calls(facts)]

module.exports = { actions }
