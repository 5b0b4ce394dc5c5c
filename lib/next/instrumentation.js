'use strict'

const path = require('node:path')

const registeredSymbol = Symbol.for('next-native.instrumentation')

const globalsModule = 'dist/server/lib/router-utils/instrumentation-globals.external'

/**
 * Runs the app's `instrumentation` hook, once for each folder, before any request. Next.js remembers
 * one hook per installation, that of the first app. The hooks of further apps are called here.
 *
 * @param {import('../app/context').AppContext} app
 */
async function registerInstrumentation({ next, dir, config, serverDistDir }) {
  const byRoot = (globalThis[registeredSymbol] ??= new Map())
  const dirs = byRoot.get(next.root) ?? new Set()
  byRoot.set(next.root, dirs)
  if (dirs.has(dir)) return
  dirs.add(dir)
  if (dirs.size === 1) {
    await next.require(globalsModule).ensureInstrumentationRegistered(dir, config.distDir)
    return
  }
  const hook = await loadHook(path.join(serverDistDir, 'instrumentation.js'))
  await (hook?.default ?? hook)?.register?.()
}

/**
 * Passes a failure that compiled code does not see itself to the app's `onRequestError`.
 *
 * @param {import('../app/context').AppContext} app
 * @param {unknown} error
 * @param {import('node:http').IncomingMessage} req
 * @param {object} context where it failed, as Next.js describes it
 */
async function reportRequestError({ next, dir, config }, error, req, context) {
  const { instrumentationOnRequestError } = next.require(globalsModule)
  const request = { path: req.url || '', method: req.method || 'GET', headers: req.headers }
  await instrumentationOnRequestError(dir, config.distDir, error, request, context)
}

async function loadHook(file) {
  try {
    return await require(file)
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' && error.message.includes(file)) return undefined
    throw error
  }
}

module.exports = { registerInstrumentation, reportRequestError }
