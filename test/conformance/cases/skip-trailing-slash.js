'use strict'
// skipTrailingSlashRedirect and skipProxyUrlNormalize: both spellings of a path are the same page.

module.exports = require('./trailing-slash')
