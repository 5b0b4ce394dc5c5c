'use strict'

// Sets up the process for code of Next.js and of the build, as the server of Next.js does.

/**
 * Prepares the globals that modules of Next.js expect. Comes before any other module of it.
 *
 * @param {import('./installed-next').InstalledNext} next
 */
function prepareEnvironment(next) {
  next.require('dist/server/node-environment')
  next.require('dist/server/require-hook')
}

/**
 * Applies `httpAgentOptions` of the configuration to `fetch` and `http`.
 *
 * @param {import('./installed-next').InstalledNext} next
 * @param {object} config the evaluated configuration
 */
function configureHttpAgents(next, config) {
  next.require('dist/server/setup-http-agent-env').setHttpClientAndAgentOptions(config)
}

/**
 * Sets the variables that renderers read (dist/server/base-server.js).
 *
 * @param {import('../app/context').AppContext} app
 */
function publishEnvironment({ config, deploymentId }) {
  const { experimental } = config
  if (!experimental.runtimeServerDeploymentId) process.env.NEXT_DEPLOYMENT_ID = deploymentId
  else if (!process.env.NEXT_DEPLOYMENT_ID) {
    throw new Error(
      'process.env.NEXT_DEPLOYMENT_ID is missing but runtimeServerDeploymentId is enabled'
    )
  }
  const hasSuffix = deploymentId && !config.supportsImmutableAssets
  globalThis.NEXT_CLIENT_ASSET_SUFFIX = hasSuffix ? `?dpl=${deploymentId}` : ''
  if (experimental.optimizeCss) process.env.__NEXT_OPTIMIZE_CSS = 'true'
  if (experimental.nextScriptWorkers) process.env.__NEXT_SCRIPT_WORKERS = 'true'
}

module.exports = { configureHttpAgents, prepareEnvironment, publishEnvironment }
