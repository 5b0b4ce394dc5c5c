'use strict'
// Formats the figures as Markdown.

const { ceiling, reference, subject } = require('./measure')

const count = (value) => Math.round(value).toLocaleString('en-US')
const digits = (value) => value.toFixed(value < 10 ? 1 : 0)
const milliseconds = (us) => (us / 1000).toFixed(us < 10_000 ? 2 : 0)
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(0)
const times = (value) => `${digits(value)}×`

const main = [reference, subject, ceiling]

function table(head, rows, textColumns = 2) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, index) => (index < textColumns ? '---' : '--:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

// One figure of several peers, such as "412 / 9,120 / 14,001"; a dash for a peer that did not run.
function each(row, peers, key, format) {
  return peers.map((peer) => (row.peers[peer] ? format(row.peers[peer][key]) : '–')).join(' / ')
}

function targetText({ target }) {
  if (!target) return ''
  const word = target.isMet ? 'met' : `**not met** (${target.missed.join(', ')})`
  return `${times(target.cpu)} ${word}`
}

function scenarioTable(rows, peers) {
  const both = peers.filter((peer) => peer !== ceiling)
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
    'CPU',
    'target'
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
    row.ratio ? times(row.ratio.cpu) : '',
    targetText(row)
  ])
  return table(head, lines)
}

// The cost of other servers of the same bytes, and of the handlers alone.
function peersTable(rows, peers) {
  const others = peers.filter((peer) => !main.includes(peer))
  const shown = rows.filter((row) => others.some((peer) => row.peers[peer]))
  if (others.length === 0 || shown.length === 0) return []
  const columns = [subject, ...others]
  const head = ['scenario', 'Accept-Encoding', ...columns, 'next-native over direct']
  const lines = shown.map((row) => [
    row.scenario,
    row.acceptEncoding ?? '–',
    ...columns.map((peer) =>
      row.peers[peer]
        ? `${count(row.peers[peer].perSecond)} (${digits(row.peers[peer].cpuUs)})`
        : '–'
    ),
    row.overDirect ? row.overDirect.toFixed(2) : ''
  ])
  return ['Requests per second, and in parentheses CPU µs per request:', table(head, lines)]
}

function processTable({ processes }) {
  const head = ['process', 'listens after ms', 'RSS then, MB', 'RSS after all loads, MB']
  const lines = Object.entries(processes).map(([name, { startMs, idleRssBytes, rssBytes }]) => [
    name,
    count(startMs),
    megabytes(idleRssBytes),
    megabytes(rssBytes)
  ])
  return table(head, lines, 1)
}

function startTable(starts) {
  const [from, to] = [starts[reference], starts[subject]]
  const names = Object.keys(starts)
  const row = (what, key, format, target, isMet) => [
    what,
    names.map((name) => format(starts[name][key])).join(' / '),
    to ? times(from[key] / to[key]) : '',
    to ? `${target} ${isMet(from[key] / to[key]) ? 'met' : '**not met**'}` : ''
  ]
  return table(
    ['', names.join(' / '), 'ratio', 'target'],
    [
      row(
        'first 200 after the start of the process, ms',
        'firstMs',
        count,
        '1.8×',
        (is) => is >= 1.8
      ),
      row('RSS a second later, MB', 'idleRssBytes', megabytes, '1×', (is) => is >= 1)
    ],
    1
  )
}

function mixedTable(mixed) {
  const names = Object.keys(mixed)
  const [from, to] = [mixed[reference], mixed[subject]]
  const each = (key, format) => names.map((name) => format(mixed[name][key])).join(' / ')
  const verdict = (isMet) => (isMet ? 'met' : '**not met**')
  const p50 = to && from.p50Us / to.p50Us
  const renders = to && to.mixedRendersPerSecond / from.mixedRendersPerSecond
  return table(
    ['', names.join(' / '), 'ratio', 'target'],
    [
      ['chunk alone, p50 ms', each('aloneP50Us', milliseconds), '', ''],
      [
        'chunk while 16 connections load app SSR, p50 ms',
        each('p50Us', milliseconds),
        to ? times(p50) : '',
        to ? `5× ${verdict(p50 >= 5)}` : ''
      ],
      [
        'renders per second then',
        each('mixedRendersPerSecond', count),
        to ? times(renders) : '',
        to ? `0.95× ${verdict(renders >= 0.95)}` : ''
      ],
      ['renders per second alone', each('rendersPerSecond', count), '', '']
    ],
    1
  )
}

function describe({ machine, date, rounds, ms }) {
  return (
    `Measured ${date.slice(0, 10)} on: ${machine.cpu}, ${machine.cores} cores, ` +
    `${machine.memoryGb} GB, ${machine.system}; Node.js ${machine.node}, Next.js ${machine.next}, ` +
    `next-native at ${machine.commit}. Medians of ${rounds} runs of ${ms / 1000} s each.`
  )
}

/** @param {object} results the object that index.js writes as JSON */
function markdown(results) {
  const peers = main.filter((peer) => results.peers.includes(peer))
  const parts = [
    `${describe(results)} The column "requests" is next-native over \`next\`; "CPU" is the CPU ` +
      'time of `next` over that of next-native; "target" is the lowest such CPU ratio to reach.',
    scenarioTable(results.rows, peers),
    ...peersTable(results.rows, results.peers)
  ]
  if (results.rules) {
    parts.push(
      'With 1,000 redirects, rewrites, header rules and dynamic routes:',
      scenarioTable(results.rules.rows, peers.slice(0, 2))
    )
  }
  if (results.starts) parts.push('Fresh processes:', startTable(results.starts))
  if (results.mixed) parts.push('Files and rendered pages at once:', mixedTable(results.mixed))
  parts.push(processTable(results))
  return parts.join('\n\n')
}

/** The table of README.md: one line per scenario, without and with a content coding. */
function summary({ rows, rules, peers }) {
  const shown = main.filter((peer) => peers.includes(peer))
  const line = (name, all) => {
    const cell = (coding) => {
      const row = all.find((one) => one.scenario === name && one.coding === coding)
      return row?.ratio
        ? [each(row, shown, 'perSecond', count), times(row.ratio.perSecond)]
        : ['–', '–']
    }
    return [name, ...cell('none'), ...cell('browser')]
  }
  const names = (all) => [...new Set(all.map(({ scenario }) => scenario))]
  const rulesLines = names(rules?.rows ?? []).map((name) => {
    const [, ...cells] = line(name, rules.rows)
    return [`1,000 rules: ${name}`, ...cells]
  })
  return table(
    ['', shown.join(' / '), 'ratio', "with a browser's `Accept-Encoding`", 'ratio'],
    [...names(rows).map((name) => line(name, rows)), ...rulesLines],
    1
  )
}

/** @param {object} results of scale.js: the results of measure.js for each number of rules */
function scaleMarkdown({ runs, peers, ...results }) {
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
  return [
    `${describe(results)} Requests per second of ${peers.join(' / ')}.`,
    table(head, [...lines, ['started in ms', ...started]], 1)
  ].join('\n\n')
}

module.exports = { markdown, scaleMarkdown, summary }
