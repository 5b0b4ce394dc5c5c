'use strict'
// `cacheMaxMemorySize: 0`: everything comes from the disk, also what another process wrote.

const memoryOnly = require('./lifetimes-memory-only')
const { appCases: sharedCases } = require('./shared-builds')

module.exports = (facts) => [
  ...memoryOnly(facts),
  ...sharedCases(facts).filter(({ name }) => /a path|made anew|revalidatePath of \/hour/.test(name))
]
