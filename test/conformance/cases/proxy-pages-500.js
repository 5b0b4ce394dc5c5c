'use strict'

module.exports = require('./middleware-error-pages').middlewareErrorCases
