'use strict'

// Copies of builds, for apps whose build may be replaced while they run. A server that reads from a
// copy does not notice that `next build` deletes and writes its files; and as every copy is a folder
// of its own, laid out like the project's, nothing that Next.js remembers by path is remembered for
// two builds: modules, manifests, caches, router contexts.

const fs = require('node:fs/promises')
const os = require('node:os')
const path = require('node:path')
const { Worker } = require('node:worker_threads')
const { codedError } = require('../errors')

const folderName = '.next-native'
const usersName = '.users'

// What a server has no use for, and what is `next build`'s own.
const unneeded = ['cache', 'dev', 'diagnostics', 'lock', 'trace', 'trace-build', 'types']
// What the project's folder has that must not be found a second time below itself.
const notLinked = new Set(['node_modules', '.git', folderName])

const processToken = `${process.pid}.${Date.now().toString(36)}`
let instances = 0

/** A build in a folder of its own. Processes that serve the same build share it. */
class BuildCopy {
  constructor(dir, distDirName, name, source) {
    this.name = name
    this.source = source
    this.root = path.join(dir, folderName, name)
    this.distDir = path.join(this.root, distDirName)
  }

  get users() {
    return path.join(this.root, usersName)
  }
}

class BuildCopies {
  #dir
  #distDirName
  #user = `${os.hostname()}.${processToken}.${++instances}`
  #inUse = new Set()

  /**
   * @param {string} dir the project's folder, absolute
   * @param {string} distDirName `distDir` of the configuration
   */
  constructor(dir, distDirName) {
    this.#dir = dir
    this.#distDirName = distDirName
  }

  get #folder() {
    return path.join(this.#dir, folderName)
  }

  get #distDir() {
    return path.join(this.#dir, this.#distDirName)
  }

  /** What tells the build on disk from others; undefined if there is none. */
  async currentName() {
    const file = path.join(this.#distDir, 'BUILD_ID')
    try {
      const [text, { mtimeMs }] = await Promise.all([fs.readFile(file, 'utf8'), fs.stat(file)])
      return `${encodeURIComponent(text.trim())}-${Math.round(mtimeMs).toString(36)}`
    } catch (error) {
      if (error.code === 'ENOENT') return undefined
      throw error
    }
  }

  /**
   * Copies the build on disk, or finds the copy that another process has made of it.
   *
   * @param {BuildCopy} [known] returned as it is if it is a copy of that very build
   * @returns {Promise<BuildCopy>} to be released
   * @throws when there is no build, or when it changes meanwhile
   */
  async take(known) {
    const current = await this.currentName()
    if (current === undefined) {
      throw codedError('NEXT_NATIVE_ERR_MISSING_BUILD', `There is no build in ${this.#distDir}.`)
    }
    if (known?.source === current) return known
    // An older build that is back while this process still has modules of it.
    let name = current
    for (let again = 2; this.#inUse.has(name); again++) name = `${current}-${again}`
    const copy = new BuildCopy(this.#dir, this.#distDirName, name, current)
    this.#inUse.add(name)
    try {
      await this.#removeUnused()
      if (!(await this.#register(copy))) {
        await this.#make(copy, current)
        if (!(await this.#register(copy))) throw new Error(`${copy.root} was removed`)
      }
    } catch (error) {
      this.#inUse.delete(name)
      throw error
    }
    return copy
  }

  /** Whether the copy is there, with this process among its users from now on. */
  async #register(copy) {
    try {
      await fs.writeFile(path.join(copy.users, this.#user), '')
      return true
    } catch (error) {
      if (error.code === 'ENOENT') return false
      throw error
    }
  }

  async #make(copy, current) {
    const unfinished = path.join(this.#folder, `making~${this.#user}~${copy.name}`)
    await fs.rm(unfinished, { recursive: true, force: true })
    await fs.mkdir(path.join(unfinished, usersName), { recursive: true })
    await fs.writeFile(path.join(this.#folder, '.gitignore'), '*\n')
    await this.#copyBuild(path.join(unfinished, this.#distDirName))
    await this.#linkProject(unfinished)
    if ((await this.currentName()) !== current) {
      await fs.rm(unfinished, { recursive: true, force: true })
      throw new Error('the build changed while it was copied')
    }
    try {
      await fs.rename(unfinished, copy.root)
    } catch (error) {
      // Another process was faster.
      await fs.rm(unfinished, { recursive: true, force: true })
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    }
  }

  #copyBuild(target) {
    const workerData = { source: this.#distDir, target, unneeded }
    const worker = new Worker(path.join(__dirname, 'copy-worker.js'), { workerData })
    return new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
    })
  }

  /** The project's own files, under the paths that compiled code has them by; `public/` above all. */
  async #linkProject(root) {
    const [distDirTop] = path.normalize(this.#distDirName).split(path.sep)
    for (const name of await fs.readdir(this.#dir)) {
      if (name === distDirTop || name === usersName || notLinked.has(name)) continue
      await fs.symlink(path.join(this.#dir, name), path.join(root, name))
    }
  }

  /** Gives a copy up; its files go with its last user. */
  async release(copy) {
    this.#inUse.delete(copy.name)
    await fs.rm(path.join(copy.users, this.#user), { force: true })
    await this.#removeIfUnused(copy.root)
  }

  /** Removes copies of processes that are no more. */
  async #removeUnused() {
    const names = await fs.readdir(this.#folder).catch(() => [])
    for (const name of names) {
      const folder = path.join(this.#folder, name)
      if (name.startsWith('making~')) {
        if (isGone(name.split('~')[1])) await fs.rm(folder, { recursive: true, force: true })
      } else if (!this.#inUse.has(name)) await this.#removeIfUnused(folder)
    }
  }

  async #removeIfUnused(folder) {
    const users = await fs.readdir(path.join(folder, usersName)).catch(() => undefined)
    if (!users?.every(isGone)) return
    // Away at once: nobody can become its user any more.
    const doomed = path.join(this.#folder, `making~${this.#user}~gone-${path.basename(folder)}`)
    try {
      await fs.rename(folder, doomed)
    } catch (error) {
      if (error.code === 'ENOENT') return
      throw error
    }
    await fs.rm(doomed, { recursive: true, force: true })
  }
}

/** Whether a user of a copy has ended without a word. Those of other hosts are believed. */
function isGone(name) {
  const [, host, token, pid] = /^(.*)\.((\d+)\.\w+)\.\d+$/.exec(name) ?? []
  if (host !== os.hostname() || token === processToken) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

module.exports = { BuildCopies, BuildCopy }
