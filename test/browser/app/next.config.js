'use strict'

module.exports = { turbopack: { root: __dirname }, devIndicators: false }
