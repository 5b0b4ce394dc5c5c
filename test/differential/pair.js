'use strict'
// One synthetic build with both routers in front of it.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { differences, referenceOutcome } = require('./outcome')
const { Reference } = require('./reference')
const { Subject } = require('./subject')
const { writeBuild } = require('./synthetic-build')

class RouterPair {
  #dir
  #reference
  #subject

  /**
   * @param {object} ruleSet
   * @param {{ self?: boolean }} options `self`: compares the reference with itself
   */
  static async open(ruleSet, { self = false } = {}) {
    const pair = new RouterPair()
    pair.#dir = fs.mkdtempSync(path.join(os.tmpdir(), 'next-native-differential-'))
    try {
      const config = await writeBuild(pair.#dir, ruleSet)
      pair.#reference = await Reference.start(pair.#dir)
      pair.#subject = self ? pair.#reference : await Subject.start(pair.#dir, config)
    } catch (error) {
      pair.close()
      throw error
    }
    return pair
  }

  async #askReference(request) {
    return referenceOutcome(await this.#reference.ask(request))
  }

  /** @returns {Promise<object>} both outcomes and their differences; `ms` is next-native's time */
  async ask(request) {
    const reference = await this.#askReference(request)
    if (this.#subject === this.#reference) {
      const again = await this.#askReference(request)
      return { reference, ours: again, ms: 0, differences: differences(reference, again) }
    }
    const { outcome: ours, ms } = this.#subject.ask(request)
    return { reference, ours, ms, differences: differences(reference, ours) }
  }

  close() {
    fs.rmSync(this.#dir, { recursive: true, force: true })
  }
}

module.exports = { RouterPair }
