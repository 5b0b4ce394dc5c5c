'use strict'

/** A command line that cannot be understood. */
class UsageError extends Error {
  /**
   * @param {string} message what is wrong with it
   * @param {string} [help] the command that prints the help
   */
  constructor(message, help = 'next-native --help') {
    super(message)
    this.help = help
  }
}

module.exports = { UsageError }
