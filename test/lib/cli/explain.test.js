'use strict'

// The command `next-native explain`, with a stand-in for the core that records what it is asked.

const assert = require('node:assert')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const { apps } = require('../../support/fixture')
const { lib } = require('../../support/core')

const { loadBinding, useBinding } = require(path.join(lib, 'binding'))
const { run } = require(path.join(lib, 'cli'))
const { ExplainableApp } = require(path.join(lib, 'cli/explainable-app'))
const { explanationText } = require(path.join(lib, 'cli', 'explanation-text'))

const { wire } = loadBinding()

const noBuild = Object.assign(
  new Error("Could not find a production build in the '.next' directory."),
  {
    code: 'NEXT_NATIVE_ERR_MISSING_BUILD'
  }
)

// A core that gives the same explanation for every request.
function standIn({ explanation = { steps: [], outcome: { kind: 'miss' } }, error = null } = {}) {
  const asked = []
  class Server {
    load(dir, configJson, done) {
      asked.push({ dir, config: JSON.parse(configJson) })
      setImmediate(done, error, { extraHeaderNames: [] })
    }

    explain(...request) {
      asked.push(request)
      return JSON.stringify(explanation)
    }
  }
  const requestHeaderNames = ['host', 'cookie', 'x-forwarded-proto']
  return { asked, Server, wire, requestHeaderNames, responseHeaderNames: [] }
}

// An app that is not built, which the stand-in does not notice.
function makeApp(t, config = '') {
  const dir = fs.mkdtempSync(path.join(apps, '.explain-'))
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }))
  fs.writeFileSync(path.join(dir, 'next.config.js'), config)
  return dir
}

async function command(t, args, options) {
  const core = standIn(options)
  useBinding(core)
  t.after(() => useBinding(undefined))
  const written = { stdout: '', stderr: '' }
  const io = {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) }
  }
  const status = await run(args, io)
  return { status, ...written, asked: core.asked }
}

const usage = [
  ['no command', [], 'A command is missing.'],
  ['a command that does not exist', ['serve'], "There is no command 'serve'."],
  ['no URL', ['explain'], 'A URL is missing.'],
  ['two URLs', ['explain', '/a', '/b'], 'One URL is expected, not 2.'],
  ['a relative URL', ['explain', 'a'], "'a' is neither a path nor a URL."],
  ['another scheme', ['explain', 'ftp://host/a'], "'ftp://host/a' is neither a path nor a URL."],
  [
    'a header without a name',
    ['explain', '--header', 'x', '/a'],
    "A header is 'name: value', not 'x'."
  ],
  ['an unknown option', ['explain', '--port', '1', '/a'], "Unknown option '--port'"],
  ['an odd method', ['explain', '--method', 'G T', '/a'], "'G T' is not a method."],
  ['an odd assumption', ['explain', '--assume-middleware', 'x', '/a'], 'is next or stop']
]

for (const [name, args, message] of usage) {
  test(`${name}: exit code 2 and the mistake`, async (t) => {
    const { status, stdout, stderr } = await command(t, args)
    assert.strictEqual(status, 2)
    assert.strictEqual(stdout, '')
    assert.ok(stderr.startsWith('next-native: ') && stderr.includes(message), stderr)
    assert.match(stderr, /`next-native (explain )?--help` shows the arguments.\n$/)
  })
}

for (const args of [['--help'], ['help'], ['explain', '--help'], ['explain', '/a', '-h']]) {
  test(`${args.join(' ')} prints help and succeeds`, async (t) => {
    const { status, stdout, stderr } = await command(t, args)
    assert.deepStrictEqual({ status, stderr }, { status: 0, stderr: '' })
    assert.match(stdout, /^Usage: next-native /)
  })
}

test('without a build: the message of Next.js and exit code 1', async (t) => {
  const dir = makeApp(t)
  const { status, stdout, stderr } = await command(t, ['explain', '--dir', dir, '/a'], {
    error: noBuild
  })
  assert.deepStrictEqual({ status, stdout }, { status: 1, stdout: '' })
  assert.strictEqual(stderr, `next-native: ${noBuild.message}\n`)
})

test('without Next.js: the missing package and exit code 1', async (t) => {
  const { status, stderr } = await command(t, ['explain', '--dir', os.tmpdir(), '/a'])
  assert.strictEqual(status, 1)
  assert.match(stderr, /^next-native: The package `next` is not installed/)
})

const requests = [
  ['a path', ['/a?x=1'], ['GET', '/a?x=1', '@localhost:3000\n']],
  ['a method', ['--method', 'post', '/'], ['POST', '/', '@localhost:3000\n']],
  ['a URL', ['http://example.com/a?b'], ['GET', '/a?b', '@example.com\n']],
  ['a URL without a path', ['http://example.com:8080?b'], ['GET', '/?b', '@example.com:8080\n']],
  ['https', ['https://example.com/'], ['GET', '/', '@example.com\nBhttps\n']],
  ['a path is not changed', ['//a/../%2e'], ['GET', '//a/../%2e', '@localhost:3000\n']],
  [
    'headers',
    ['--header', 'HOST: a.b', '--header', 'host: c', '--header', 'Cookie:d=1', '/'],
    ['GET', '/', '@a.b\nAd=1\n']
  ],
  [
    'cookies are joined as Node.js joins them',
    ['--header', 'Cookie: a=1', '--header', 'cookie: b=2', '/'],
    ['GET', '/', '@localhost:3000\nAa=1; b=2\n']
  ],
  [
    'fields that only Next.js may send are left out',
    ['--header', 'x-middleware-rewrite: /b', '/'],
    ['GET', '/', '@localhost:3000\n']
  ]
]

for (const [name, args, expected] of requests) {
  test(`${name} reaches the core`, async (t) => {
    const dir = makeApp(t)
    const { status, asked, stderr } = await command(t, ['explain', '--dir', dir, ...args])
    assert.deepStrictEqual({ status, stderr }, { status: 0, stderr: '' })
    assert.deepStrictEqual(asked[1], expected)
  })
}

test('the core gets the configuration of the app, and its output goes elsewhere', async (t) => {
  const config = "console.log('loaded'); module.exports = { basePath: '/docs' }"
  const dir = makeApp(t, config)
  const { asked, stdout } = await command(t, ['explain', '--json', '--dir', dir, '/a'])
  assert.strictEqual(asked[0].dir, dir)
  assert.strictEqual(asked[0].config.basePath, '/docs')
  assert.deepStrictEqual(JSON.parse(stdout), { steps: [], outcome: { kind: 'miss' } })
})

const rewritten = {
  steps: [
    {
      phase: 'headers',
      rule: 0,
      source: '/:path*',
      params: { path: ['old', 'a'] },
      note: 'Sets x-a.'
    },
    { phase: 'middleware', note: 'It would run for /old/a.' },
    {
      phase: 'afterFiles',
      rule: 2,
      source: '/old/:slug',
      destination: '/new/:slug',
      params: { slug: 'a' },
      from: '/old/a',
      to: '/new/a'
    },
    {
      phase: 'dynamicRoutes',
      source: '/new/[slug]',
      params: { slug: 'a' },
      from: '/new/a',
      note: 'Its pathname matches the path.'
    }
  ],
  outcome: {
    kind: 'page',
    output: { pathname: '/new/[slug]', page: '/new/[slug]/page', file: 'app/new/[slug]/page.js' },
    params: { slug: 'a' },
    query: { x: ['1', '2'], y: '' },
    locale: 'en',
    responseHeaders: { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] }
  }
}

test('the explanation as text', () => {
  const request = { method: 'GET', url: '/old/a?x=1&x=2&y=', headers: [['Host', 'a.b']] }
  assert.strictEqual(
    explanationText(request, rewritten),
    `GET /old/a?x=1&x=2&y=
Host: a.b

headers         [0] /:path*
                  path = old, a
                  Sets x-a.

middleware      It would run for /old/a.

afterFiles      [2] /old/:slug  →  /new/:slug
                  slug = a
                  /old/a  →  /new/a

dynamic routes  /new/[slug]
                  slug = a
                  Its pathname matches the path.

answer          the page /new/[slug]/page
                  in app/new/[slug]/page.js
                  params
                    slug = a
                  query
                    x = 1, 2
                    y = ''
                  locale en
                  response headers
                    x-a: 1
                    set-cookie: a=1
                    set-cookie: b=2
`
  )
})

test('--assume-middleware stop ends where middleware would run', async (t) => {
  const dir = makeApp(t)
  const args = ['explain', '--json', '--assume-middleware', 'stop', '--dir', dir, '/old/a']
  const { stdout } = await command(t, args, { explanation: rewritten })
  const { steps, outcome } = JSON.parse(stdout)
  assert.deepStrictEqual(
    steps.map(({ phase }) => phase),
    ['headers', 'middleware']
  )
  assert.deepStrictEqual(outcome, { kind: 'middleware' })
})

test('an explanation without middleware is not cut', async () => {
  const explanation = { steps: [{ phase: 'files' }], outcome: { kind: 'miss' } }
  const app = await ExplainableApp.of(standIn({ explanation }), '/app', {})
  const request = { method: 'GET', url: '/', headers: [] }
  assert.deepStrictEqual(app.explain(request, { stopsAtMiddleware: true }), explanation)
})
