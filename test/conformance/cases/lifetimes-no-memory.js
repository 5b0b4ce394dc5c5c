'use strict'
// `cacheMaxMemorySize: 0`: everything comes from the disk.

module.exports = require('./lifetimes-memory-only')
