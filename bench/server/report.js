'use strict'
// The figures as Markdown, and their place in docs/performance.md.

const fs = require('node:fs')
const path = require('node:path')

const { root } = require('../../scripts/lib/run')

const page = path.join(root, 'docs', 'performance.md')

const count = (value) => Math.round(value).toLocaleString('en-US')
const digits = (value) => value.toFixed(value < 10 ? 1 : 0)
const milliseconds = (us) => (us / 1000).toFixed(us < 10_000 ? 2 : 0)
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(0)
const times = (value) => `${digits(value)}×`

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, index) => (index < 2 ? '---' : '--:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

// One figure of all peers that were run, such as "412 / 9,120 / 14,001".
function each(row, peers, key, format) {
  return peers.map((peer) => format(row.peers[peer][key])).join(' / ')
}

function scenarioTable({ peers, rows }) {
  const both = peers.filter((peer) => peer !== 'bare')
  const all = peers.join(' / ')
  const head = [
    'scenario',
    'Accept-Encoding',
    `requests per second: ${all}`,
    `CPU µs per request: ${all}`,
    `p50 ms: ${both.join(' / ')}`,
    `p99 ms: ${both.join(' / ')}`,
    `body kB: ${both.join(' / ')}`,
    'requests',
    'CPU'
  ]
  const lines = rows.map((row) => [
    row.scenario,
    row.acceptEncoding ?? '–',
    each(row, peers, 'perSecond', count),
    each(row, peers, 'cpuUs', digits),
    each(row, both, 'p50Us', milliseconds),
    each(row, both, 'p99Us', milliseconds),
    each(row, both, 'bodyBytes', (bytes) => digits(bytes / 1000)),
    row.ratio ? times(row.ratio.perSecond) : '',
    row.ratio ? times(row.ratio.cpu) : ''
  ])
  return table(head, lines)
}

function processTable({ peers, processes }) {
  const head = ['process', 'started in ms', 'RSS at start, MB', 'RSS after all loads, MB']
  const lines = peers.map((peer) => {
    const { startMs, idleRssBytes, rssBytes } = processes[peer]
    return [peer, count(startMs), megabytes(idleRssBytes), megabytes(rssBytes)]
  })
  return table(head, lines)
}

/** @param {object} results what index.js writes as JSON */
function markdown(results) {
  const { machine, date, rounds, ms } = results
  const where =
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; ` +
    `Node.js ${machine.node}, Next.js ${machine.next}, next-native at ${machine.commit}`
  return [
    `Measured ${date.slice(0, 10)} on: ${where}. Medians of ${rounds} runs of ${ms / 1000} s each; ` +
      'the last two columns are next-native over `next`, and CPU of `next` over that of next-native.',
    scenarioTable(results),
    processTable(results)
  ].join('\n\n')
}

/** @param {object} results of scale.js: for each number of rules what measure.js returned */
function scaleMarkdown({ machine, date, rounds, ms, peers, runs }) {
  const names = runs[0].rows.map(({ scenario }) => scenario)
  const cells = (make) => runs.map(({ rows, processes }) => make(rows, processes))
  const lines = names.map((name, index) => [
    name,
    ...cells((rows) => each(rows[index], peers, 'perSecond', count))
  ])
  const started = cells((_rows, processes) =>
    peers.map((peer) => count(processes[peer].startMs)).join(' / ')
  )
  const head = ['rules of each kind', ...runs.map((run) => count(run.count))]
  const where =
    `${machine.cpu}, ${machine.cores} cores; Node.js ${machine.node}, Next.js ${machine.next}, ` +
    `next-native at ${machine.commit}`
  return [
    `Measured ${date.slice(0, 10)} on: ${where}. Requests per second of ${peers.join(' / ')}; ` +
      `medians of ${rounds} runs of ${ms / 1000} s each.`,
    table(head, [...lines, ['started in ms', ...started]])
  ].join('\n\n')
}

/** Writes `text` between the marks called `name`. */
function updateDocs(text, name = 'bench') {
  const marks = { begin: `<!-- ${name}:begin -->`, end: `<!-- ${name}:end -->` }
  const old = fs.readFileSync(page, 'utf8')
  const begin = old.indexOf(marks.begin)
  const end = old.indexOf(marks.end)
  if (begin < 0 || end < begin) throw new Error(`${page} has no ${marks.begin} and ${marks.end}`)
  const head = old.slice(0, begin + marks.begin.length)
  fs.writeFileSync(page, `${head}\n\n${text}\n\n${old.slice(end)}`)
}

module.exports = { markdown, scaleMarkdown, updateDocs }
