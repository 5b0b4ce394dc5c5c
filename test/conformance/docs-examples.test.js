'use strict'
// The custom servers of the Next.js docs, in production and in development: unchanged through
// next-native/register, and with only the specifier changed. TypeScript is compiled as users do it.

const assert = require('node:assert')
const { fork } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const ts = require('typescript')

const { buildApp, copyApp, root } = require('./support/fixture-apps')
const { send } = require('./support/http-client')

const examples = path.join(root, '..', 'shared', 'docs-examples')
const preload = path.join(__dirname, 'support', 'docs-preload.js')

const compile = (module) => (text) =>
  ts.transpileModule(text, {
    compilerOptions: { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true }
  }).outputText

// The ways to turn a server file of the docs into one that Node.js runs.
const forms = {
  js: { file: 'server.js', convert: (text) => text, register: '--require' },
  esm: { file: 'server.mjs', convert: compile(ts.ModuleKind.ESNext), register: '--import' },
  cjs: { file: 'server.cjs', convert: compile(ts.ModuleKind.CommonJS), register: '--require' }
}

const home = ['/', 200, 'home of the docs app']
const query = ['/query?x=1&x=2', 200, '&quot;x&quot;:[&quot;1&quot;,&quot;2&quot;]']
const rendered = [
  ['/a?x=1', 200, 'page a '],
  ['/b?y=%C3%BC', 200, '{&quot;y&quot;:&quot;ü&quot;}']
]
const missing = ['/nowhere', 404, 'could not be found']

const servers = [
  { name: 'v12-create-server', app: 'docs-pages', forms: ['js'], answers: [home, query, missing] },
  {
    name: 'v14-pages',
    app: 'docs-pages',
    forms: ['js'],
    answers: [...rendered, home, query, missing]
  },
  {
    name: 'v14-pages',
    app: 'docs-pages-no-fs',
    config: 'next.config.no-fs-routes.js',
    forms: ['js'],
    // Next.js 16 routes app.render() like a request, so no request reaches these pages.
    answers: [['/a?x=1', 404, ''], ['/b', 404, ''], ['/query', 404, ''], missing]
  },
  { name: 'v15-app', app: 'docs-app', forms: ['esm', 'cjs'], answers: [home, query, missing] },
  { name: 'v16-app', app: 'docs-app', forms: ['esm', 'cjs'], answers: [home, query, missing] }
]

const ways = {
  'through next-native/register': (text, { register }) => [
    text,
    [register, 'next-native/register']
  ],
  'with the specifier changed': (text) => [text.replace(/(['"])next\1/, '$1next-native$1'), []]
}

// Makes a copy of the fixture app with the docs' server in it and next-native installed.
function prepare({ name, app, config }, form, way) {
  const folder = copyApp(app, 'docs')
  const source = fs
    .readdirSync(path.join(examples, name))
    .find((file) => file.startsWith('server.'))
  const text = fs.readFileSync(path.join(examples, name, source), 'utf8')
  const [changed, args] = ways[way](text, form)
  fs.writeFileSync(path.join(folder, form.file), form.convert(changed))
  if (config)
    fs.copyFileSync(path.join(examples, name, config), path.join(folder, 'next.config.js'))
  fs.mkdirSync(path.join(folder, 'node_modules'))
  fs.symlinkSync(root, path.join(folder, 'node_modules', 'next-native'), 'junction')
  return { folder, execArgv: ['--require', preload, ...args] }
}

const received = (child, field) =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.on('message', (message) => field in message && resolve(message[field]))
  })

async function run(server, form, way, mode) {
  buildApp(server.app)
  const { folder, execArgv } = prepare(server, form, way)
  const log = fs.openSync(path.join(folder, 'server.log'), 'w')
  const env = { ...process.env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1', PORT: '3000' }
  delete env.NODE_TEST_CONTEXT
  const child = fork(form.file, { cwd: folder, env, execArgv, stdio: ['ignore', log, log, 'ipc'] })
  try {
    const port = await received(child, 'port')
    for (const [target, status, text] of server.answers) {
      const answer = await send(port, { path: target }, { timeout: 60_000 })
      assert.ok(answer, `no answer to ${target}`)
      assert.strictEqual(answer.status, status, target)
      assert.ok(answer.body.toString().includes(text), `${target} has ${text}`)
    }
    const native = received(child, 'native')
    child.send('which')
    assert.strictEqual(await native, true, 'next-native serves')
  } catch (error) {
    error.message += `\n${fs.readFileSync(path.join(folder, 'server.log'), 'utf8')}`
    throw error
  } finally {
    child.removeAllListeners('exit')
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.connected) child.disconnect()
    if (child.exitCode === null) await ended
    fs.closeSync(log)
  }
}

const skip = !fs.existsSync(examples) && `needs the docs' servers in ${examples}`

for (const mode of ['production', 'development']) {
  describe(`the docs' servers, ${mode}`, { skip }, () => {
    for (const server of servers) {
      for (const way of Object.keys(ways)) {
        // Development is slow and does not depend on the form.
        for (const form of mode === 'production' ? server.forms : server.forms.slice(0, 1)) {
          const config = server.config ? `, ${server.config}` : ''
          test(`${server.name} as ${form}${config}, ${way}`, () =>
            run(server, forms[form], way, mode))
        }
      }
    }
  })
}
