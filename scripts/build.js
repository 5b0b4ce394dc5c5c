'use strict'
// node scripts/build.js [preset] [target...]: builds a preset, by default the release addon
// build/release/next_native.node.

const { build } = require('./lib/cmake')
const { main } = require('./lib/run')

const [preset = 'release', ...targets] = process.argv.slice(2)
main(() => build(preset, targets))
