'use strict'

// Writing files that other processes, and the core, may read at any moment. Next's own `writeFile`
// (dist/server/lib/node-fs-methods.js) shows them empty or cut while it writes.

const { randomUUID } = require('node:crypto')
const fs = require('node:fs')

const temporaryName = (file) => `${file}.${randomUUID()}.tmp`

const remove = (file) => fs.promises.unlink(file).catch(() => {})

/** Next's file methods, but each file is replaced as a whole. */
function withAtomicWrites(methods) {
  return {
    ...methods,
    async writeFile(file, data) {
      const temporary = temporaryName(file)
      try {
        await methods.writeFile(temporary, data)
        await fs.promises.rename(temporary, file)
      } catch (error) {
        await remove(temporary)
        throw error
      }
    }
  }
}

/** Files that belong together: written one by one, but put in place at once. */
class FileGroup {
  #staged = []

  /** @param {object} methods Next's file methods */
  constructor(methods) {
    this.methods = {
      ...methods,
      writeFile: async (file, data) => {
        const temporary = temporaryName(file)
        this.#staged.push({ temporary, file })
        await methods.writeFile(temporary, data)
      }
    }
  }

  /** @param {(file: string) => boolean} isLast the file that says the others are there */
  publish(isLast) {
    const files = this.#staged.splice(0)
    files.sort((a, b) => isLast(a.file) - isLast(b.file))
    for (const { temporary, file } of files) fs.renameSync(temporary, file)
  }

  async discard() {
    await Promise.all(this.#staged.splice(0).map(({ temporary }) => remove(temporary)))
  }
}

module.exports = { FileGroup, withAtomicWrites }
