'use strict'

// What happens in an app, for whoever listens: the channels of node:diagnostics_channel that
// docs/metrics.md describes. Without a subscriber a message is not even made.

const { channel } = require('node:diagnostics_channel')

const replied = channel('next-native:reply')
const rendered = channel('next-native:render')
const stored = channel('next-native:store')
const revalidated = channel('next-native:revalidate')
const reloaded = channel('next-native:reload')

module.exports = { reloaded, rendered, replied, revalidated, stored }
