'use strict'

// Keeps the core's copies of prerendered pages up to date. Next.js stores what it renders through a
// cache handler. The one here is the installed Next's own file system handler, which also passes
// every response that it stores and every tag that is revalidated to the core. Memory and disk hold
// what Next.js puts there; only files are replaced as a whole.

const { revalidated, stored } = require('../metrics/diagnostics')
const { injectCacheHandler } = require('../next/cache-injection')
const { FileGroup, withAtomicWrites } = require('./atomic-files')
const { createStoredResponses } = require('./stored-response')

// Written last: a reader that finds it finds the rest of the response.
const isMainFile = (file) => /\.(html|body)$/.test(file)

function isResponse(data, context) {
  return data?.kind !== 'FETCH' && context?.kind !== 'FETCH' && !context?.fetchCache
}

/**
 * @param {Function} Base the class of Next's file system handler
 * @param {(data: object | null, context: object) => object | undefined} toStoredResponse
 * @param {Set<object>} cores every native server that serves the folder
 * @returns {Function} a subclass that reports to `cores`
 */
function createReportingClass(Base, toStoredResponse, cores) {
  return class NextNativeCacheHandler extends Base {
    #files
    #writesToDisk

    constructor(context) {
      super({ ...context, fs: withAtomicWrites(context.fs) })
      this.#files = context.fs
      this.#writesToDisk = Boolean(context.flushToDisk)
    }

    async set(key, data, context) {
      if (!isResponse(data, context)) return super.set(key, data, context)
      if (stored.hasSubscribers) stored.publish({ key, kind: data?.kind ?? null })
      const response = toStoredResponse(data, context)
      let didWrite = false
      // The base stores the response in memory before it waits for anything, so that both know it
      // from the same moment.
      for (const core of cores) core.beginUpdate(key, response)
      try {
        await this.#write(key, data, context)
        didWrite = this.#writesToDisk
      } finally {
        for (const core of cores) core.endUpdate(key, didWrite)
      }
    }

    /** Puts all files of a response in place together. */
    async #write(key, data, context) {
      const group = new FileGroup(this.#files)
      const writer = Object.create(this, { fs: { value: group.methods } })
      try {
        await super.set.call(writer, key, data, context)
        group.publish(isMainFile)
      } finally {
        await group.discard()
      }
    }

    async revalidateTag(tags, durations) {
      const list = typeof tags === 'string' ? [tags] : tags
      if (revalidated.hasSubscribers) revalidated.publish({ tags: list, durations })
      for (const core of list.length > 0 ? cores : []) {
        if (durations) core.markTagsStale(list, durations.expire)
        else core.expireTags(list)
      }
      return super.revalidateTag(tags, durations)
    }
  }
}

/**
 * Has Next.js store the responses of an app through this handler.
 *
 * @param {import('../app/context').AppContext} app
 * @param {object} core the app's native server
 * @returns {(() => void) | undefined} ends that; undefined where another handler is in place
 */
function reportStoredResponses(app, core) {
  return injectCacheHandler(app, core, (Base, cores) =>
    createReportingClass(Base, createStoredResponses(app.next, app.config), cores)
  )
}

module.exports = { reportStoredResponses }
