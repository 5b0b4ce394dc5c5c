'use strict'
// A proxy: middleware in Node.js.

const { middlewareCases } = require('./middleware')

module.exports = (facts) => middlewareCases(facts, { limit: 16 * 1024 })
