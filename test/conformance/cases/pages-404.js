'use strict'

module.exports = require('./error-pages').errorCases
