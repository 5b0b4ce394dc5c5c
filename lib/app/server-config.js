'use strict'

// The part of the evaluated next.config that the core reads (src/manifest/server_config.h), under the
// names of next.config. Functions, patterns and the rest stay in JavaScript.

/**
 * @param {object} config the evaluated configuration
 * @param {object} surroundings
 * @param {boolean} surroundings.hasForeignCacheHandler a cache handler of another package stores the
 *   responses, so that the core must not answer from its own copies
 * @param {string[]} [surroundings.olderDistDirs] earlier builds whose hashed files are served as
 *   well, the latest first
 * @param {number} [surroundings.replyMemory] the option of that name
 * @returns {string} JSON
 */
function serverConfigJson(config, { hasForeignCacheHandler, olderDistDirs, replyMemory }) {
  const experimental = config.experimental ?? {}
  return JSON.stringify({
    distDir: config.distDir,
    basePath: config.basePath,
    assetPrefix: config.assetPrefix,
    output: config.output,
    deploymentId: config.deploymentId,
    trailingSlash: config.trailingSlash,
    compress: config.compress,
    poweredByHeader: config.poweredByHeader,
    generateEtags: config.generateEtags,
    useFileSystemPublicRoutes: config.useFileSystemPublicRoutes,
    cacheComponents: config.cacheComponents,
    cacheMaxMemorySize: config.cacheMaxMemorySize,
    expireTime: config.expireTime,
    hasCacheHandler: Boolean(config.cacheHandler) || hasForeignCacheHandler,
    i18n: config.i18n,
    skipProxyUrlNormalize: config.skipProxyUrlNormalize,
    caseSensitiveRoutes: experimental.caseSensitiveRoutes,
    clientParamParsingOrigins: experimental.clientParamParsingOrigins,
    validateRSCRequestHeaders: experimental.validateRSCRequestHeaders,
    isrFlushToDisk: experimental.isrFlushToDisk,
    olderDistDirs,
    replyMemory,
    workerThreads: poolSize()
  })
}

/** The threads of libuv's pool, which runs the core's jobs, as libuv reads its variable. */
function poolSize() {
  const size = process.env.UV_THREADPOOL_SIZE
  return size === undefined ? undefined : Math.max(1, parseInt(size, 10) || 1)
}

module.exports = { serverConfigJson }
