// The resolver for `import`, on Node's loader thread; see register.js.

import { fileURLToPath, pathToFileURL } from 'node:url'
import ownFile from './own-file.js'

const entry = pathToFileURL(fileURLToPath(new URL('index.js', import.meta.url))).href

function fileOf(url) {
  if (!url?.startsWith('file:')) return undefined
  const { pathname } = new URL(url)
  return fileURLToPath(`file://${pathname}`)
}

export async function resolve(specifier, context, nextResolve) {
  if (specifier === 'next' && ownFile.isOwnFile(fileOf(context.parentURL))) {
    return { url: entry, format: 'commonjs', shortCircuit: true }
  }
  return nextResolve(specifier, context)
}
