'use strict'

// Writes an explanation as text: one paragraph for each step, then the answer.

const phaseTitles = {
  locale: 'locale',
  'repeated-slashes': 'slashes',
  data: 'data URL',
  headers: 'headers',
  redirects: 'redirects',
  middleware: 'middleware',
  beforeFiles: 'beforeFiles',
  files: 'files',
  afterFiles: 'afterFiles',
  dynamicRoutes: 'dynamic routes',
  fallback: 'fallback',
  onMatchHeaders: 'on match'
}

const titleWidth = 16

const valueText = (value) => {
  if (value === null || value === undefined) return '(not set)'
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return value === '' ? "''" : String(value)
}

function pairs(object) {
  return Object.entries(object ?? {}).map(([name, value]) => `${name} = ${valueText(value)}`)
}

// A title with its lines in a column of their own.
function paragraph(title, lines) {
  return lines.map((line, index) => (index === 0 ? title : '').padEnd(titleWidth) + line)
}

const indented = (lines) => lines.map((line) => `  ${line}`)

function ruleText({ rule, source, destination }) {
  const arrow = destination === undefined || destination === null ? '' : `  →  ${destination}`
  return `[${rule}] ${source}${arrow}`
}

function stepLines(step) {
  const lines = []
  const hasRule = step.rule !== undefined && step.rule !== null
  const head = hasRule ? ruleText(step) : step.source
  if (head) lines.push(head, ...indented(pairs(step.params)))
  const details = []
  if (step.to) details.push(`${step.from}  →  ${step.to}`)
  if (step.note) details.push(step.note)
  lines.push(...(head ? indented(details) : details))
  return lines.length > 0 ? lines : ['no change']
}

const answers = {
  redirect: ({ status, location }) => `redirect with ${status} to ${location}`,
  proxy: ({ url }) => `external rewrite to ${url}`,
  file: ({ file }) => `the file ${file}`,
  image: () => 'the image optimizer',
  page: ({ output }) => `the page ${output.page ?? output.pathname}`,
  api: ({ output }) => `the route ${output.page ?? output.pathname}`,
  middleware: () => 'stopped before middleware (--assume-middleware stop)',
  miss: () => '404: no page, file or rule has this path'
}

function answerText(outcome) {
  const text = answers[outcome.kind]?.(outcome)
  return text ?? [outcome.status, outcome.kind].filter((part) => part !== undefined).join(': ')
}

function answerLines(outcome) {
  const { output, params, query, locale, responseHeaders, cached, why } = outcome
  const lines = [answerText(outcome)]
  const add = (title, list) => {
    if (list.length > 0) lines.push(`  ${title}`, ...indented(indented(list)))
  }
  if (output?.file) lines.push(`  in ${output.file}`)
  add('params', pairs(params))
  add('query', pairs(query))
  if (locale) lines.push(`  locale ${locale}`)
  add('response headers', fieldLines(responseHeaders))
  if (cached) lines.push(`  ${cached === true ? 'answered from the cache' : cached}`)
  if (why) lines.push(`  ${why}`)
  return lines
}

function fieldLines(fields) {
  return Object.entries(fields ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`)
  )
}

/**
 * @param {{ method: string, url: string, headers: [string, string][] }} request
 * @param {{ steps: object[], outcome: object }} explanation
 * @returns {string}
 */
function explanationText({ method, url, headers }, { steps, outcome }) {
  const request = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  const blocks = [
    request,
    ...steps.map((step) => paragraph(phaseTitles[step.phase] ?? step.phase, stepLines(step))),
    paragraph('answer', answerLines(outcome))
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

module.exports = { explanationText }
