'use strict'

const path = require('node:path')

const lib = path.resolve(__dirname, '../../lib')

/** next-native with the stand-in for the addon, which also records what the core is told. */
function withStandIn() {
  const standIn = require('./fake-binding')
  require(path.join(lib, 'binding')).useBinding(standIn)
  return { next: require(lib), core: standIn.Server }
}

/** next-native with its addon, unless NEXT_NATIVE_TEST_CORE says otherwise. */
function withAddon() {
  if (process.env.NEXT_NATIVE_TEST_CORE === 'stand-in') return withStandIn().next
  return require(lib)
}

module.exports = { lib, withAddon, withStandIn }
