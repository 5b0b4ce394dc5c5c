'use strict'
// Outputs for the edge runtime in an app without middleware.

const { edgeCases } = require('./edge-outputs')
const { hostileCases } = require('./hostile')

module.exports = (facts) => [
  ...edgeCases(facts),
  ...hostileCases(['/edge-page', '/edge-handler', '/edge-ssr', '/api/edge'], facts)
]
