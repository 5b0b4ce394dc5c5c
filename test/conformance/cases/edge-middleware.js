'use strict'
// Middleware in the edge runtime.

const { middlewareCases } = require('./middleware')

module.exports = (facts) => middlewareCases(facts)
