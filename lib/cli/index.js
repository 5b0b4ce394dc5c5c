'use strict'

// The program `next-native`: finds the command and turns its outcome into an exit code.

const { explain, explainHelp } = require('./explain')
const { UsageError } = require('./usage-error')

const help = `Usage: next-native <command>

Commands
  explain <url>   Shows how a built app answers a request: every rule that matches, what
                  is rewritten to what, and which page, file or error is the answer.

\`next-native <command> --help\` shows the arguments of a command.
`

const commands = { explain: { perform: explain, help: explainHelp } }

const wantsHelp = (args) => args.includes('--help') || args.includes('-h')

async function perform([name, ...args], io) {
  if (name === undefined) throw new UsageError('A command is missing.')
  if (name === '--help' || name === '-h' || name === 'help') return void io.stdout.write(help)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(`There is no command '${name}'.`)
  if (wantsHelp(args)) return void io.stdout.write(command.help)
  await command.perform(args, io)
}

/**
 * @param {string[]} args the arguments after the name of the program
 * @param {{ stdout: import('node:stream').Writable, stderr: import('node:stream').Writable }} io
 * @returns {Promise<0 | 1 | 2>} the exit code: 0 done, 1 failed, 2 wrong arguments
 */
async function run(args, io) {
  try {
    await perform(args, io)
    return 0
  } catch (error) {
    const isUsage = error instanceof UsageError
    // Errors with a code have a message for people. Any other is a bug of next-native.
    const text = isUsage || error.code ? error.message : error.stack
    io.stderr.write(`next-native: ${text}\n`)
    if (isUsage) io.stderr.write(`\`${error.help}\` shows the arguments.\n`)
    return isUsage ? 2 : 1
  }
}

module.exports = { run }
