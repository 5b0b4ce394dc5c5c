'use strict'
// The package as its users get it: packed, installed into a new Next.js app, where the addon is
// built, and serving that app.

const assert = require('node:assert/strict')
const { execFileSync, spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { createInterface } = require('node:readline')
const { after, before, test } = require('node:test')

const root = path.resolve(__dirname, '..', '..')
const options = { timeout: 600_000 }

const appFiles = {
  'package.json': JSON.stringify({ name: 'packed-app', private: true }),
  'app/layout.js':
    'export default function Layout({ children }) {\n' +
    '  return <html lang="en"><body>{children}</body></html>\n}\n',
  'app/page.js': 'export default function Page() {\n  return <h1>packed and installed</h1>\n}\n',
  'server.js': `const { createServer } = require('node:http')
const next = require('next-native')
const app = next({ dev: false })
app.prepare().then(() => {
  const handle = app.getRequestHandler()
  const server = createServer((req, res) => handle(req, res))
  server.listen(0, () => console.log('port ' + server.address().port))
})
`
}

let folder
let packed

function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

// The port that the server prints once it listens.
async function announcedPort(server) {
  for await (const line of createInterface(server.stdout)) {
    const port = /^port (\d+)$/.exec(line)?.[1]
    if (port) return port
  }
  throw new Error('the server ended before it listened')
}

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-package-'))
  const output = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)
  ;[packed] = JSON.parse(output)
})

after(() => fs.rmSync(folder, { recursive: true, force: true }))

test('the tarball has what the build needs and nothing of the tests', options, () => {
  const files = packed.files.map((file) => file.path)
  for (const wanted of [
    'README.md',
    'CMakeLists.txt',
    'CMakePresets.json',
    'lib/index.js',
    'lib/index.d.ts',
    'lib/register.js',
    'binding/addon.cc',
    'src/base/result.h',
    'scripts/install.js',
    'scripts/setup'
  ]) {
    assert.ok(files.includes(wanted), `${wanted} is missing`)
  }
  const unwanted = files.filter((file) => /^(test|bench|build|examples|docs|\.)/.test(file))
  assert.deepEqual(unwanted, [])
})

test('a new app installs it, builds the addon and is served', options, async () => {
  const app = path.join(folder, 'app')
  for (const [name, text] of Object.entries(appFiles)) {
    fs.mkdirSync(path.dirname(path.join(app, name)), { recursive: true })
    fs.writeFileSync(path.join(app, name), text)
  }
  const { dependencies } = require('../../examples/custom-server/package.json')
  const versions = ['next', 'react', 'react-dom'].map((name) => `${name}@${dependencies[name]}`)
  npm(['install', '--no-audit', '--no-fund', ...versions, path.join(folder, packed.filename)], app)
  const addon = path.join('node_modules', 'next-native', 'build', 'release', 'next_native.node')
  assert.ok(fs.existsSync(path.join(app, addon)), 'the addon was not built')

  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(path.join(app, 'node_modules', '.bin', 'next'), ['build'], {
    cwd: app,
    env,
    stdio: ['ignore', 'ignore', 'inherit']
  })

  const server = spawn(process.execPath, ['server.js'], {
    cwd: app,
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  try {
    const port = await announcedPort(server)
    const response = await fetch(`http://localhost:${port}/`)
    assert.equal(response.status, 200)
    assert.match(await response.text(), /<h1>packed and installed<\/h1>/)
  } finally {
    server.kill()
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  }
})
