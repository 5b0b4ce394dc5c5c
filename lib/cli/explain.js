'use strict'

// `next-native explain`: reads the arguments and prints the explanation.

const path = require('node:path')
const { parseArgs } = require('node:util')
const { ExplainableApp } = require('./explainable-app')
const { explanationText } = require('./explanation-text')
const { UsageError } = require('./usage-error')

const explainHelp = `Usage: next-native explain [options] <url>

Shows how the built app in the current folder answers a request, without starting a server:
every rule of next.config that matches, with its parameters, what is rewritten to what, and
which page, file or error is the answer. No page is rendered and no middleware is run.

  <url>   a path with or without a query (/blog/a?x=1), or a full URL, whose host name
          rules and domains then see

Options
  --dir <folder>                   the folder of the app; default: the current folder
  --method <method>                default: GET
  --header <'name: value'>         a request header; may be repeated
  --assume-middleware <next|stop>  where middleware would run: go on as if it had let the
                                   request pass (next, the default), or stop there
  --json                           print the explanation as JSON
  -h, --help                       print this text

Exit code: 0 if the request was explained, whatever its answer; 1 if the app could not be
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
  check(name !== undefined, `A header is 'name: value', not '${text}'.`)
  return [name, value.trim()]
}

// A full URL is a path on the host that it names.
function readUrl(text) {
  if (text.startsWith('/')) return { url: text }
  check(/^https?:\/\//i.test(text) && URL.canParse(text), `'${text}' is neither a path nor a URL.`)
  const { host, protocol } = new URL(text)
  const rest = text.replace(/^\w+:\/\/[^/?#]*/, '')
  return { url: rest.startsWith('/') ? rest : `/${rest}`, host, isSecure: protocol === 'https:' }
}

// Adds the fields that every client sends, unless the arguments have them.
function completeHeaders(headers, { host, isSecure }) {
  const has = (wanted) => headers.some(([name]) => name.toLowerCase() === wanted)
  const complete = [...headers]
  if (!has('host')) complete.unshift(['Host', host ?? 'localhost:3000'])
  if (isSecure && !has('x-forwarded-proto')) complete.push(['X-Forwarded-Proto', 'https'])
  return complete
}

function readArguments(args) {
  const { values, positionals } = parse(args)
  check(positionals.length > 0, 'A URL is missing.')
  check(positionals.length === 1, `One URL is expected, not ${positionals.length}.`)
  const assumed = values['assume-middleware']
  check(
    ['next', 'stop'].includes(assumed),
    `--assume-middleware is next or stop, not '${assumed}'.`
  )
  check(/^[A-Za-z]+$/.test(values.method), `'${values.method}' is not a method.`)
  const { url, ...origin } = readUrl(positionals[0])
  const headers = completeHeaders(values.header.map(readHeader), origin)
  const request = { method: values.method.toUpperCase(), url, headers }
  return { request, dir: path.resolve(values.dir), assumed, json: values.json }
}

// Sends what next.config prints while it is loaded to stderr, away from the explanation.
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
  const app = await withoutOutput(() => ExplainableApp.load({ dir }))
  const explanation = app.explain(request, { stopsAtMiddleware: assumed === 'stop' })
  stdout.write(
    json ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(request, explanation)
  )
}

module.exports = { explain, explainHelp }
