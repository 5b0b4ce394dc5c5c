'use strict'

// Checks the bodies of the fixture apps `checksums`. They contain marked texts. Each text names the
// path it belongs to and has its checksum in front.

const { createHash } = require('node:crypto')

const marks = /begin:([0-9a-f]{16}):([0-9a-f.]*):end/g

/**
 * @param {string} body
 * @param {{ id: string, end?: string }} expected
 * @returns {string | undefined} what is wrong with the body
 */
function checkBody(body, { id, end = '' }) {
  const found = [...body.matchAll(marks)]
  if (found.length === 0) return `no mark in ${body.length} characters`
  if (!body.trimEnd().endsWith(end)) return 'cut'
  for (const [, sum, text] of found) {
    if (!text.startsWith(`${id}.`)) return `the body of ${text.slice(0, 10)}`
    const actual = createHash('sha256').update(text).digest('hex').slice(0, 16)
    if (actual !== sum) return 'the checksum does not match'
  }
  return undefined
}

module.exports = { checkBody }
