'use strict'

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { lib } = require('../support/core')

const next = require(lib)

const wrong = [
  ['conf', []],
  ['conf', 'next.config.js'],
  ['customServer', 'yes'],
  ['dir', 7],
  ['dir', __filename],
  ['quiet', 1],
  ['hostname', {}],
  ['port', '3000a'],
  ['port', -1],
  ['port', 70000],
  ['httpServer', 3000],
  ['turbopack', 'true'],
  ['turbo', 1],
  ['webpack', 'false'],
  ['minimalMode', 0]
]

for (const [name, value] of wrong) {
  test(`${name}: ${JSON.stringify(value)} is a TypeError that names the option`, () => {
    assert.throws(() => next({ [name]: value }), {
      name: 'TypeError',
      code: 'NEXT_NATIVE_ERR_INVALID_OPTION',
      message: new RegExp(`\`${name}\``)
    })
  })
}

for (const value of [undefined, null]) {
  test(`next(${value}) fails with the message of Next.js`, () => {
    assert.throws(() => next(value), /The server has not been instantiated properly/)
  })
}

test('an unknown dir fails with the message of Next.js', () => {
  assert.throws(() => next({ dir: path.join(__dirname, 'nowhere') }), {
    code: 'NEXT_NATIVE_ERR_INVALID_DIR',
    message: /Invalid project directory provided, no such directory: .*nowhere/
  })
})

test('bundlers are for custom servers', () => {
  assert.throws(() => next({ customServer: false, webpack: true }), /Only custom servers can pass/)
})

test('all options of Next.js are accepted', () => {
  const httpServer = require('node:http').createServer()
  for (const port of [0, 3000, '8080', undefined, null]) {
    const app = next({ dir: '.', port, hostname: 'example.com', httpServer, conf: {}, quiet: true })
    assert.strictEqual(app.port, port)
    assert.strictEqual(app.hostname, 'example.com')
  }
})

test('the package is its default export and works with import', async () => {
  assert.strictEqual(next.default, next)
  const namespace = await import(path.join(lib, 'index.js'))
  assert.strictEqual(namespace.default, next)
  assert.strictEqual(namespace.next, next)
})
