'use strict'
// The source files of the project.

const fs = require('node:fs')
const path = require('node:path')

const { root: projectRoot } = require('./run')

// Returns the files below `folders` (relative to the root) that have one of `extensions`.
function sources(folders, extensions, root = projectRoot) {
  const visit = (folder) =>
    fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory())
        return ['node_modules', '.next'].includes(entry.name) ? [] : visit(file)
      return extensions.includes(path.extname(entry.name)) ? [path.relative(root, file)] : []
    })
  return folders.flatMap((folder) => visit(path.join(root, folder))).sort()
}

module.exports = { sources }
