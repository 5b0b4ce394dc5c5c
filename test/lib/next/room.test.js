'use strict'

// Files of the installed Next.js are named in lib/next/ only. The linter enforces it.

const assert = require('node:assert')
const path = require('node:path')
const test = require('node:test')
const { ESLint } = require('eslint')

const eslint = new ESLint({ cwd: path.resolve(__dirname, '../../..') })

const uses = [
  "next.require('dist/server/config')",
  'next.require(`dist/server/${name}`)',
  "require('next/dist/server/config')",
  "path.join(root, 'dist', 'server', 'config')"
]

/** The messages of the rule for `code` in `file`. */
async function complaints(file, code) {
  const text = `'use strict'\n\nvoid ((next, name, path, root) => ${code})\n`
  const [{ messages }] = await eslint.lintText(text, { filePath: file })
  return messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
}

for (const code of uses) {
  test(`${code} is refused outside of lib/next`, async () => {
    for (const file of ['lib/new.js', 'lib/app/new.js', 'lib/renderers/entrypoint/new.mjs']) {
      assert.strictEqual((await complaints(file, code)).length, 1, file)
    }
    assert.deepStrictEqual(await complaints('lib/next/new.js', code), [])
  })
}

test('other texts are not taken for files of Next.js', async () => {
  for (const code of ["'distance'", "'next/package.json'", "'@next/router-server-methods'"]) {
    assert.deepStrictEqual(await complaints('lib/app/new.js', code), [], code)
  }
})
