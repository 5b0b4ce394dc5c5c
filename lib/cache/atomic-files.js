'use strict'

// Writes files that other processes, and the core, may read at any moment. While Next's own
// `writeFile` (dist/server/lib/node-fs-methods.js) writes, its files are empty or incomplete.

const { randomUUID } = require('node:crypto')
const fs = require('node:fs')

const temporaryName = (file) => `${file}.${randomUUID()}.tmp`

const remove = (file) => fs.promises.unlink(file).catch(() => {})

/**
 * @param {object} methods Next's file methods
 * @returns {object} the same methods, but `writeFile` replaces a file as a whole
 */
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

/** Files that belong together. They are written one by one and put in place at once. */
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

  /**
   * Puts the files in place.
   *
   * @param {(file: string) => boolean} isLast tells the file that readers look for first
   */
  publish(isLast) {
    const files = this.#staged.splice(0)
    files.sort((a, b) => isLast(a.file) - isLast(b.file))
    for (const { temporary, file } of files) fs.renameSync(temporary, file)
  }

  /** Deletes the files that were not put in place. */
  async discard() {
    await Promise.all(this.#staged.splice(0).map(({ temporary }) => remove(temporary)))
  }
}

module.exports = { FileGroup, withAtomicWrites }
