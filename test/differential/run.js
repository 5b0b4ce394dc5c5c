'use strict'
// npm run test:differential [-- options]: sends generated requests to the router of the installed
// Next.js and to next-native's, for generated rule sets. Prints the kinds of differences, each as
// small as possible.
//
//   --pairs <n>      the number of requests (10000)
//   --per-set <n>    the number of requests per rule set (60)
//   --time <s>       stop after this many seconds, whatever --pairs says
//   --seed <n>       chooses other rule sets and requests (1)
//   --most <n>       how many kinds of differences to minimise and print (5)
//   --self           compares the reference with itself
//   --replay <file>  repeats one pair from a file written for a difference

const fs = require('node:fs')
const path = require('node:path')
const { parseArgs } = require('node:util')

const { main, root } = require('../../scripts/lib/run')
const { RefusedRuleSet, withoutRefusedRules } = require('./custom-routes')
const { minimise } = require('./minimise')
const { installNext } = require('./next-package')
const { RouterPair } = require('./pair')
const { Random } = require('./random')
const { RequestGenerator, followUp } = require('./request-generator')
const { RuleSetGenerator } = require('./rule-set-generator')

const longestMs = 50
const found = path.join(root, 'build', 'differential')

function readOptions() {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '10000' },
      'per-set': { type: 'string', default: '60' },
      time: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      most: { type: 'string', default: '5' },
      self: { type: 'boolean', default: false },
      replay: { type: 'string' }
    }
  })
  const { replay, self, ...numbers } = values
  const options = { replay, self }
  for (const [name, text] of Object.entries(numbers)) {
    options[name] = Number(text)
    if (Number.isNaN(options[name])) throw new Error(`--${name} must be a number`)
  }
  return options
}

class Run {
  #options
  #deadline
  #kinds = new Map()
  #counts = { pairs: 0, ruleSets: 0, refused: 0, different: 0 }
  #outcomes = {}
  #slowest = { ms: 0 }

  constructor(options) {
    this.#options = options
    this.#deadline = performance.now() + options.time * 1000
  }

  get #isOver() {
    return this.#counts.pairs >= this.#options.pairs || performance.now() > this.#deadline
  }

  async #openPair(ruleSet) {
    try {
      return await RouterPair.open(ruleSet, this.#options)
    } catch (error) {
      if (!(error instanceof RefusedRuleSet)) throw error
      this.#counts.refused += 1
      return undefined
    }
  }

  async run() {
    for (let index = 0; !this.#isOver; index += 1) {
      const random = new Random(this.#options.seed * 1_000_003 + index)
      const ruleSet = await withoutRefusedRules(new RuleSetGenerator(random).generate())
      const pair = await this.#openPair(ruleSet)
      if (!pair) continue
      this.#counts.ruleSets += 1
      const requests = new RequestGenerator(random, ruleSet)
      let followed
      for (let asked = 0; asked < this.#options['per-set'] && !this.#isOver; asked += 1) {
        const request = followed ?? requests.generate()
        const outcome = await this.#compare(pair, ruleSet, request)
        // Follows one redirect only, so never in circles.
        followed = followed ? undefined : followUp(request, outcome)
      }
      pair.close()
    }
  }

  async #compare(pair, ruleSet, request) {
    const result = await pair.ask(request)
    this.#counts.pairs += 1
    const { kind } = result.reference
    this.#outcomes[kind] = (this.#outcomes[kind] ?? 0) + 1
    if (result.ms > this.#slowest.ms) this.#slowest = { ms: result.ms, ruleSet, request }
    if (result.differences.length > 0) this.#note(kindOf(result), { ruleSet, request })
    return result.reference
  }

  #note(name, pair) {
    this.#counts.different += 1
    if (!this.#kinds.has(name)) this.#kinds.set(name, { count: 0, ...pair })
    this.#kinds.get(name).count += 1
  }

  // Minimises a pair as long as it differs in the same way.
  async #minimal(name, { ruleSet, request }) {
    const stillDiffers = async (smaller) => {
      const pair = await this.#openPair(smaller.ruleSet)
      if (!pair) return false
      try {
        return kindOf(await pair.ask(smaller.request)) === name
      } finally {
        pair.close()
      }
    }
    return minimise({ ruleSet, request }, stillDiffers)
  }

  async #show(name, count, pair) {
    const minimal = await this.#minimal(name, pair)
    const file = path.join(found, `${name.replace(/[^a-z-]+/gi, '-')}.json`)
    fs.mkdirSync(found, { recursive: true })
    fs.writeFileSync(file, `${JSON.stringify(minimal, null, 2)}\n`)
    console.log(`\n=== ${count} differences of this kind: ${name}`)
    console.log(`replay: npm run test:differential -- --replay ${path.relative(root, file)}`)
    await replay(minimal, this.#options)
  }

  /** Prints the differences and throws if there are any. */
  async report() {
    const kinds = [...this.#kinds].sort(([, a], [, b]) => b.count - a.count)
    for (const [name, { count, ...pair }] of kinds.slice(0, this.#options.most)) {
      await this.#show(name, count, pair)
    }
    const { pairs, ruleSets, refused, different } = this.#counts
    console.log(
      `\n${pairs} requests to ${ruleSets} rule sets (${refused} refused by Next.js): ` +
        Object.entries(this.#outcomes)
          .sort(([, a], [, b]) => b - a)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', ')
    )
    console.log(`slowest: ${this.#slowest.ms.toFixed(2)} ms`)
    for (const [name, { count }] of kinds) console.log(`${count} differ: ${name}`)
    if (different > 0) throw new Error(`${different} of ${pairs} differ`)
    if (this.#slowest.ms > longestMs) {
      const { ms, ...pair } = this.#slowest
      throw new Error(`${ms.toFixed(1)} ms for one request: ${JSON.stringify(pair)}`)
    }
  }
}

// Names the kind of a difference: the two outcome kinds if they differ, else the fields that do.
function kindOf({ reference, ours, differences }) {
  if (differences.length === 0) return ''
  if (reference.kind !== ours.kind) return `${reference.kind} is ${ours.kind}`
  const fields = differences.map((text) => text.slice(0, text.indexOf(':')))
  return `${reference.kind} with other ${fields.join(', ')}`
}

/** Returns true if the two routers agree. */
async function replay({ ruleSet, request }, options) {
  const pair = await RouterPair.open(ruleSet, options)
  try {
    const result = await pair.ask(request)
    console.log(JSON.stringify(compact(ruleSet), null, 2))
    console.log(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    console.log(`next:        ${JSON.stringify(result.reference)}`)
    console.log(`next-native: ${JSON.stringify(result.ours)}`)
    for (const line of result.differences) console.log(`  ${line}`)
    return result.differences.length === 0
  } finally {
    pair.close()
  }
}

const isEmpty = (value) =>
  typeof value === 'object' && Object.values(value).every((part) => isEmpty(part))

// Removes empty lists, except that of matchers, which means middleware for all paths.
function compact(ruleSet) {
  const isTold = ([name, value]) => name === 'middleware' || !isEmpty(value)
  return Object.fromEntries(Object.entries(ruleSet).filter(isTold))
}

main(async () => {
  const options = readOptions()
  installNext()
  if (options.replay) {
    const agrees = await replay(JSON.parse(fs.readFileSync(options.replay, 'utf8')), options)
    if (!agrees) throw new Error('the two differ')
  } else {
    const run = new Run(options)
    await run.run()
    await run.report()
  }
  // The servers of Next.js would keep the process alive.
  process.exit()
})
