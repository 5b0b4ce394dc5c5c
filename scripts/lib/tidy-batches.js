'use strict'
// Splits C++ files into batches that can be compiled as if each were one file.

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { root } = require('./run')

// Larger batches save little time and leave the other cores idle at the end.
const mostFiles = 12

/**
 * Returns the compile commands, without input and output, by file relative to the root. `folder`
 * holds compile_commands.json.
 */
function compileCommands(folder) {
  const entries = JSON.parse(fs.readFileSync(path.join(folder, 'compile_commands.json'), 'utf8'))
  return new Map(
    entries.map(({ file, command }) => [path.relative(root, file), command.split(' -o ')[0]])
  )
}

/** Resolves to the files with errors when clang reads all of them as one file. */
function filesWithErrors(files, command) {
  const options = `${command.replace(/^\S+/, 'clang++')} -w -ferror-limit=0 -fsyntax-only`
  const child = spawn(`${options} -x c++ -`, { cwd: root, shell: true })
  let output = ''
  child.stderr.on('data', (text) => (output += text))
  child.stdin.end(files.map((file) => `#include "${path.join(root, file)}"\n`).join(''))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      const places = output.matchAll(/^(\S+?):\d+:\d+: (?:fatal )?error:/gm)
      const named = new Set([...places].map(([, file]) => path.relative(root, file)))
      resolve(new Set(files.filter((file) => named.has(file))))
    })
  })
}

// Two files that use the same name for different things in unnamed namespaces cannot share a batch.
// The later one goes to the next batch.
async function separate(files, command) {
  const batches = []
  for (let rest = files; rest.length > 0;) {
    const late = rest.length > 1 ? await filesWithErrors(rest, command) : new Set()
    // A first file that does not compile has an error of its own, which clang-tidy shows.
    late.delete(rest[0])
    batches.push(rest.filter((file) => !late.has(file)))
    rest = rest.filter((file) => late.has(file))
  }
  return batches
}

/**
 * @param {string[]} files
 * @param {Map<string, string>} commands see compileCommands
 * @returns {Promise<{ files: string[], command: string }[]>} the largest first
 */
async function splitIntoBatches(files, commands) {
  const groups = new Map()
  for (const file of files) {
    const command = commands.get(file)
    if (!command) throw new Error(`${file} belongs to no target`)
    if (!groups.has(command)) groups.set(command, [])
    groups.get(command).push(file)
  }
  const split = [...groups].map(async ([command, members]) => {
    const count = Math.ceil(members.length / mostFiles)
    const parts = Array.from({ length: count }, (_, part) =>
      members.filter((_file, at) => at % count === part)
    )
    const batches = await Promise.all(parts.map((part) => separate(part, command)))
    return batches.flat().map((batch) => ({ files: batch, command }))
  })
  const batches = (await Promise.all(split)).flat()
  return batches.sort((a, b) => b.files.length - a.files.length)
}

module.exports = { compileCommands, splitIntoBatches }
