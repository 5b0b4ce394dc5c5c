'use strict'

const columns = ['name', 'seconds', 'passed', 'failed']

/** Prints the time and the test counts of each step of a test run, and `total` below them. */
function showTable(rows, total) {
  const texts = [...rows, total].map(({ name, seconds, passed, failed }) =>
    [name, seconds.toFixed(1), passed, failed].map(String)
  )
  const widths = columns.map((title, at) =>
    Math.max(title.length, ...texts.map((cells) => cells[at].length))
  )
  const line = ([name, ...numbers]) =>
    [name.padEnd(widths[0]), ...numbers.map((text, at) => text.padStart(widths[at + 1]))].join('  ')
  const rule = line(widths.map((width) => '-'.repeat(width)))
  const body = texts.map(line)
  console.log(['', line(columns), rule, ...body.slice(0, -1), rule, body.at(-1)].join('\n'))
}

module.exports = { showTable }
