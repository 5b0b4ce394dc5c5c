'use strict'
// skipTrailingSlashRedirect and skipProxyUrlNormalize: both spellings of a path are one page.

module.exports = require('./trailing-slash')
