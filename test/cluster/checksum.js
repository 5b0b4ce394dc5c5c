'use strict'

// The bodies of the fixtures `checksums`: marks around texts that say whose they are, each with its
// checksum in front.

const { createHash } = require('node:crypto')

const marks = /begin:([0-9a-f]{16}):([0-9a-f.]*):end/g

/**
 * @param {string} body
 * @param {{ id: string, end?: string }} expected
 * @returns {string | undefined} what is wrong with it
 */
function checkBody(body, { id, end = '' }) {
  const found = [...body.matchAll(marks)]
  if (found.length === 0) return `no mark in ${body.length} characters`
  if (!body.trimEnd().endsWith(end)) return 'cut'
  for (const [, sum, text] of found) {
    if (!text.startsWith(`${id}.`)) return `that of ${text.slice(0, 10)}`
    const actual = createHash('sha256').update(text).digest('hex').slice(0, 16)
    if (actual !== sum) return 'the checksum does not fit'
  }
  return undefined
}

module.exports = { checkBody }
