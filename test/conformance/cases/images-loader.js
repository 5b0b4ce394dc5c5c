'use strict'
// The app has a loader of its own, and so no image optimizer.

module.exports = require('./images-unoptimized')
