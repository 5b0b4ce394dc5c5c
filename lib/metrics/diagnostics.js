'use strict'

// The channels of node:diagnostics_channel that show what happens in an app; docs/metrics.md describes
// them. Callers create a message only if a channel has subscribers.

const { channel } = require('node:diagnostics_channel')

const replied = channel('next-native:reply')
const rendered = channel('next-native:render')
const stored = channel('next-native:store')
const revalidated = channel('next-native:revalidate')
const reloaded = channel('next-native:reload')

module.exports = { reloaded, rendered, replied, revalidated, stored }
