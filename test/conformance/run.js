'use strict'
// node test/conformance/run.js [--app name] [--only text] [--against next] [--report file] [--order]
//
// Runs the conformance cases without a test runner and prints the differences. --only selects cases
// whose name contains the text. --against next compares the reference with itself. --order also
// shows answers that differ only in the order of header lines.

const fs = require('node:fs')
const { parseArgs } = require('node:util')

const { apps, casesOf } = require('./cases')
const { AppUnderTest } = require('./support/suite')

const { values } = parseArgs({
  options: {
    app: { type: 'string', multiple: true },
    only: { type: 'string' },
    against: { type: 'string', default: 'ours' },
    report: { type: 'string' },
    order: { type: 'boolean', default: false }
  }
})

const lines = []
const print = (line) => {
  lines.push(line)
  console.log(line)
}

const short = (text) => (text.length > 180 ? `${text.slice(0, 177)}...` : text)

// Prints one line for each case and kind of difference.
function show(app, name, { differences, unstable, reordered }) {
  const kinds = { FAIL: differences, unstable, ...(values.order && { order: reordered }) }
  for (const [kind, texts] of Object.entries(kinds)) {
    if (texts.length > 0) print(`${kind} ${app}: ${name}: ${texts.map(short).join(' ; ')}`)
  }
}

async function runApp(app, total) {
  const tested = new AppUnderTest(app, values.against)
  try {
    await tested.start()
    const cases = casesOf(app, tested.facts)
    for (const testCase of cases.filter(({ name }) => name.includes(values.only ?? ''))) {
      const result = await tested.run(testCase)
      total.cases += 1
      if (result.differences.length > 0) total.failed += 1
      for (const id of result.allowed) total.allowed[id] = (total.allowed[id] ?? 0) + 1
      show(app, testCase.name, result)
    }
    const stats = await tested.tested.stats()
    if (stats) print(`${app}: ${JSON.stringify(stats)}`)
  } catch (error) {
    total.failed += 1
    print(`FAIL ${app}: ${error.message}`)
  } finally {
    await tested.stop()
  }
}

async function main() {
  const total = { cases: 0, failed: 0, allowed: {} }
  const start = Date.now()
  for (const app of apps.filter((name) => (values.app ?? apps).includes(name))) {
    await runApp(app, total)
  }
  print(`allowed differences used: ${JSON.stringify(total.allowed)}`)
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  print(`${total.cases} cases, ${total.failed} different, ${seconds} s`)
  if (values.report) fs.writeFileSync(values.report, `${lines.join('\n')}\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

main()
