'use strict'
// Loads the rules of a rule set as `next build` checks and changes them.

const { requireNext } = require('./next-package')

/** Thrown for a rule set that `next build` rejects. */
class RefusedRuleSet extends Error {}

// Next.js reports mistakes on the console and ends the process; this throws instead.
async function refusingQuietly(work) {
  const { exit } = process
  const { error, warn } = console
  const messages = []
  process.exit = () => {
    throw new RefusedRuleSet(messages.join('\n'))
  }
  console.error = console.warn = (...args) => void messages.push(args.join(' '))
  try {
    return await work()
  } finally {
    process.exit = exit
    Object.assign(console, { error, warn })
  }
}

/**
 * @param {object} config the result of Next.js's `loadConfig`
 * @param {object} ruleSet
 * @returns {Promise<object>} `headers`, `redirects`, `rewrites`, `onMatchHeaders`
 */
function loadCustomRoutes(config, { headers, redirects, rewrites }) {
  const load = requireNext('dist/lib/load-custom-routes').default
  const copy = (rules) => async () => structuredClone(rules)
  const withRules = {
    ...config,
    headers: copy(headers),
    redirects: copy(redirects),
    rewrites: copy(rewrites)
  }
  return refusingQuietly(() => load(withRules))
}

const kinds = [
  ['headers', 'header'],
  ['redirects', 'redirect']
]
const phases = ['beforeFiles', 'afterFiles', 'fallback']

// checkCustomRoutes checks one rule at a time, so the other rules can stay.
async function isAccepted(rule, kind) {
  const { checkCustomRoutes } = requireNext('dist/lib/load-custom-routes')
  try {
    await refusingQuietly(() => checkCustomRoutes([rule], kind))
    return true
  } catch (error) {
    if (error instanceof RefusedRuleSet) return false
    throw error
  }
}

async function accepted(rules, kind) {
  const kept = []
  for (const rule of rules) if (await isAccepted(rule, kind)) kept.push(rule)
  return kept
}

/** Returns the rule set without the rules that Next.js rejects. */
async function withoutRefusedRules(ruleSet) {
  const rewrites = {}
  for (const phase of phases) rewrites[phase] = await accepted(ruleSet.rewrites[phase], 'rewrite')
  const lists = {}
  for (const [field, kind] of kinds) lists[field] = await accepted(ruleSet[field], kind)
  return { ...ruleSet, ...lists, rewrites }
}

module.exports = { RefusedRuleSet, loadCustomRoutes, refusingQuietly, withoutRefusedRules }
