'use strict'

// Copies of builds, for apps whose build may be replaced while they run. A server that reads from a copy
// does not notice that `next build` deletes and writes files. Every copy is a folder of its own, laid
// out like the project's, so that nothing that Next.js keeps by path is shared by two builds: modules,
// manifests, caches, router contexts.

const fs = require('node:fs/promises')
const os = require('node:os')
const path = require('node:path')
const { Worker } = require('node:worker_threads')
const { codedError } = require('../errors')

const folderName = '.next-native'
const usersName = '.users'

// Parts of a build that a server does not need.
const unneeded = ['cache', 'dev', 'diagnostics', 'lock', 'trace', 'trace-build', 'types']
// Parts of the project's folder that must not appear a second time below it.
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

  /** A name that differs for each build on disk; undefined if there is none. */
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
   * @param {BuildCopy} [known] returned if it is a copy of the build on disk
   * @returns {Promise<BuildCopy>} the caller releases it
   * @throws if there is no build, or if it changes during the copy
   */
  async take(known) {
    const current = await this.currentName()
    if (current === undefined) {
      throw codedError('NEXT_NATIVE_ERR_MISSING_BUILD', `There is no build in ${this.#distDir}.`)
    }
    if (known?.source === current) return known
    // An older build may come back while this process still has modules of its first copy.
    let name = current
    for (let again = 2; this.#inUse.has(name); again++) name = `${current}-${again}`
    const copy = new BuildCopy(this.#dir, this.#distDirName, name, current)
    this.#inUse.add(name)
    try {
      await this.#removeUnused()
      if (!(await this.#register(copy))) {
        await this.#make(copy, current)
        if (!(await this.#register(copy)))
          throw new Error(`${copy.root} was removed while it was used.`)
      }
    } catch (error) {
      this.#inUse.delete(name)
      throw error
    }
    return copy
  }

  /**
   * Adds this process to the users of a copy.
   *
   * @returns {Promise<boolean>} false if there is no such copy
   */
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
      throw new Error('The build changed while it was copied.')
    }
    try {
      await fs.rename(unfinished, copy.root)
    } catch (error) {
      // Another process has put its copy in place first.
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

  /** Links the project's files to the paths where compiled code expects them; above all `public/`. */
  async #linkProject(root) {
    const [distDirTop] = path.normalize(this.#distDirName).split(path.sep)
    for (const name of await fs.readdir(this.#dir)) {
      if (name === distDirTop || name === usersName || notLinked.has(name)) continue
      await fs.symlink(path.join(this.#dir, name), path.join(root, name))
    }
  }

  /** Removes this process from the users of a copy. The last user deletes its files. */
  async release(copy) {
    this.#inUse.delete(copy.name)
    await fs.rm(path.join(copy.users, this.#user), { force: true })
    await this.#removeIfUnused(copy.root)
  }

  /** Removes the copies of processes that have ended. */
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
    // Renames it first, so that no other process can become its user.
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

/** True if the process of a user has ended without a release. Users on other hosts count as alive. */
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
