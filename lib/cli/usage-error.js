'use strict'

/** The command line cannot be understood. */
class UsageError extends Error {
  /**
   * @param {string} message what is wrong with it
   * @param {string} [help] the command that says how it is meant
   */
  constructor(message, help = 'next-native --help') {
    super(message)
    this.help = help
  }
}

module.exports = { UsageError }
