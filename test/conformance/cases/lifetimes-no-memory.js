'use strict'
// `cacheMaxMemorySize: 0`: everything comes from disk, including what another process wrote.

const memoryOnly = require('./lifetimes-memory-only')
const { appCases: sharedCases } = require('./shared-builds')

module.exports = (facts) => [
  ...memoryOnly(facts),
  ...sharedCases(facts).filter(({ name }) =>
    /a path|re-rendered|revalidatePath of \/hour/.test(name)
  )
]
