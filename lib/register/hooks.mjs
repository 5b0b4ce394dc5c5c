// The resolver of `import`, run on Node's loader thread. lib/register.js registers it.

import { fileURLToPath, pathToFileURL } from 'node:url'
import userFile from './is-user-file.js'

const entry = pathToFileURL(fileURLToPath(new URL('../index.js', import.meta.url))).href

function fileOf(url) {
  if (!url?.startsWith('file:')) return undefined
  const { pathname } = new URL(url)
  return fileURLToPath(`file://${pathname}`)
}

export async function resolve(specifier, context, nextResolve) {
  if (specifier === 'next' && userFile.isUserFile(fileOf(context.parentURL))) {
    return { url: entry, format: 'commonjs', shortCircuit: true }
  }
  return nextResolve(specifier, context)
}
