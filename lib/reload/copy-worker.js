'use strict'

// Copies a build in a thread of its own: thousands of small files would keep the main thread busy.

const fs = require('node:fs')
const path = require('node:path')
const { parentPort, workerData } = require('node:worker_threads')

const { source, target, unneeded } = workerData

// Keeps the times, which validators are made from. Links to packages become absolute.
fs.cpSync(source, target, {
  recursive: true,
  preserveTimestamps: true,
  mode: fs.constants.COPYFILE_FICLONE,
  filter: (file) => path.dirname(file) !== source || !unneeded.includes(path.basename(file))
})
parentPort.postMessage('done')
