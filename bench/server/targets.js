'use strict'
// Checks whether a scenario reached its targets.

/**
 * @param {object} request a scenario with one coding; its targets are described in scenarios.js
 * @param {{ cpu: number, perSecond: number }} ratio of next-native to `next`
 * @param {number} [overDirect] CPU time of next-native over that of the direct call
 * @returns {{ cpu: number, isMet: boolean, missed: string[] } | undefined}
 */
function verdictOf({ target, coding, throughput, overDirect: atMost }, ratio, overDirect) {
  const cpu = target?.[coding]
  if (cpu === undefined) return undefined
  const missed = []
  if (ratio.cpu < cpu) missed.push('CPU')
  if (throughput && ratio.perSecond < throughput) missed.push('throughput')
  if (atMost && overDirect > atMost) missed.push('over the direct call')
  return { cpu, isMet: missed.length === 0, missed }
}

module.exports = { verdictOf }
