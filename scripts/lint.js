'use strict'
// node scripts/lint.js [--fix]: checks the includes between the layers of src/, and checks or
// repairs the style of JavaScript, TypeScript and C++.

const path = require('node:path')

const { checkLayers } = require('./lib/layers')
const { main, root, run } = require('./lib/run')
const { sources } = require('./lib/sources')

const fix = process.argv.includes('--fix')
const tool = (name) => path.join(root, 'node_modules', '.bin', name)

main(() => {
  const findings = checkLayers(root)
  if (findings.length > 0) throw new Error(`src/ breaks its layers\n${findings.join('\n')}`)
  run(tool('eslint'), fix ? ['--fix', '.'] : ['--max-warnings=0', '.'])
  run(tool('prettier'), [fix ? '--write' : '--check', '--log-level=warn', '.'])
  const files = sources(['src', 'binding', 'test', 'bench', 'examples'], ['.cc', '.h'])
  run('clang-format', [...(fix ? ['-i'] : ['--dry-run', '--Werror']), ...files])
})
