'use strict'
// The app has a custom loader and therefore no image optimizer.

module.exports = require('./images-unoptimized')
