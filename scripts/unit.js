'use strict'
// node scripts/unit.js [debug|asan|tsan] [name]: builds the GoogleTest binaries of a preset and runs
// them, all or those whose name contains `name`.

const os = require('node:os')

const { build } = require('./lib/cmake')
const { exists, main, run } = require('./lib/run')

const sanitizerOptions = {
  ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
  TSAN_OPTIONS: 'halt_on_error=1'
}

const [preset = 'debug', name] = process.argv.slice(2)

main(() => {
  if (preset === 'tsan' && process.env.NEXT_NATIVE_FIXED_ADDRESSES !== '1' && exists('setarch')) {
    // The thread sanitizer of this compiler needs a predictable memory layout.
    const env = { ...process.env, NEXT_NATIVE_FIXED_ADDRESSES: '1' }
    run('setarch', ['-R', process.execPath, ...process.argv.slice(1)], { env })
    return
  }
  const folder = build(preset)
  const args = ['--test-dir', folder, '--output-on-failure', '--no-tests=error', '--progress']
  args.push('--parallel', String(os.availableParallelism()))
  if (name) args.push('--tests-regex', name)
  run('ctest', args, { env: { ...sanitizerOptions, ...process.env } })
})
