'use strict'

// `next-native explain`: the arguments, and where the explanation goes.

const path = require('node:path')
const { parseArgs } = require('node:util')
const { Explainer } = require('./explainable-app')
const { explanationText } = require('./explanation-text')
const { UsageError } = require('./usage-error')

const explainHelp = `Usage: next-native explain [options] <url>

Shows how the built app in the current folder answers a request, without starting a server:
every rule of next.config that matches, with its parameters, what is rewritten to what, and
which page, file or error is the answer. No page is rendered and no middleware is run.

  <url>   a path with or without a query (/blog/a?x=1), or a whole URL, whose host name
          then counts for rules and domains

Options
  --dir <folder>                   of the app; the current folder unless given
  --method <method>                GET unless given
  --header <'name: value'>         a request header; may be repeated
  --assume-middleware <next|stop>  where middleware would run: go on as if it had let the
                                   request pass (next, unless given), or end there
  --json                           print the explanation as JSON
  -h, --help                       print this text

Exit code: 0 if the request was explained, whatever the answer is; 1 if the app could not be
loaded; 2 if the arguments are wrong.
`

const helpCommand = 'next-native explain --help'

const options = {
  dir: { type: 'string', default: '.' },
  method: { type: 'string', default: 'GET' },
  header: { type: 'string', multiple: true, default: [] },
  'assume-middleware': { type: 'string', default: 'next' },
  json: { type: 'boolean', default: false }
}

function parse(args) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error.message, helpCommand)
  }
}

function check(isRight, message) {
  if (!isRight) throw new UsageError(message, helpCommand)
}

function readHeader(text) {
  const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:(.*)$/.exec(text) ?? []
  check(name !== undefined, `a header is 'name: value', not '${text}'`)
  return [name, value.trim()]
}

// A whole URL is a path of the host it names.
function readUrl(text) {
  if (text.startsWith('/')) return { url: text }
  check(/^https?:\/\//i.test(text) && URL.canParse(text), `'${text}' is no path and no URL`)
  const { host, protocol } = new URL(text)
  const rest = text.replace(/^\w+:\/\/[^/?#]*/, '')
  return { url: rest.startsWith('/') ? rest : `/${rest}`, host, isSecure: protocol === 'https:' }
}

// What a client sends besides, where the arguments do not say.
function completeHeaders(headers, { host, isSecure }) {
  const has = (wanted) => headers.some(([name]) => name.toLowerCase() === wanted)
  const complete = [...headers]
  if (!has('host')) complete.unshift(['Host', host ?? 'localhost:3000'])
  if (isSecure && !has('x-forwarded-proto')) complete.push(['X-Forwarded-Proto', 'https'])
  return complete
}

function readArguments(args) {
  const { values, positionals } = parse(args)
  check(positionals.length > 0, 'a URL is missing')
  check(positionals.length === 1, `one URL at a time, not ${positionals.length}`)
  const assumed = values['assume-middleware']
  check(['next', 'stop'].includes(assumed), `--assume-middleware is next or stop, not '${assumed}'`)
  check(/^[A-Za-z]+$/.test(values.method), `'${values.method}' is no method`)
  const { url, ...origin } = readUrl(positionals[0])
  const headers = completeHeaders(values.header.map(readHeader), origin)
  const request = { method: values.method.toUpperCase(), url, headers }
  return { request, dir: path.resolve(values.dir), assumed, json: values.json }
}

// What next.config prints while it is loaded is not part of the explanation.
async function withoutOutput(work) {
  const { log, info } = console
  console.log = console.info = console.error
  try {
    return await work()
  } finally {
    Object.assign(console, { log, info })
  }
}

/**
 * @param {string[]} args
 * @param {{ stdout: import('node:stream').Writable }} io
 */
async function explain(args, { stdout }) {
  const { request, dir, assumed, json } = readArguments(args)
  const explainer = await withoutOutput(() => Explainer.load({ dir }))
  const explanation = explainer.explain(request, { stopsAtMiddleware: assumed === 'stop' })
  stdout.write(
    json ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(request, explanation)
  )
}

module.exports = { explain, explainHelp }
