'use strict'
// Prints, as a CMake list, the include folders of Node-API, of node-addon-api and of libuv.
// The last one is '-' if uv.h has to come from the system.

const fs = require('node:fs')
const path = require('node:path')

const fromNode = path.resolve(path.dirname(process.execPath), '..', 'include', 'node')
const hasOwnHeaders = fs.existsSync(path.join(fromNode, 'node_api.h'))
const nodeInclude = hasOwnHeaders ? fromNode : require('node-api-headers').include_dir
const uvInclude = fs.existsSync(path.join(fromNode, 'uv.h')) ? fromNode : '-'
const addonApiInclude = path.dirname(require.resolve('node-addon-api/package.json'))

process.stdout.write([nodeInclude, addonApiInclude, uvInclude].join(';'))
