'use strict'
// Runs the cases of one app: sends the same requests in the same order to two reference servers and
// to the one under test, each on its own copy of the build.

const { compare, headerOrder, normalize } = require('./compare')
const { buildApp, buildFacts, copyApp, requireNext } = require('./fixture-apps')
const { hiddenFields, multipart } = require('./form')
const { exchange } = require('./http-client')
const { Server } = require('./servers')
const { Upstream, connect, needsUpstream } = require('./upstream')

/**
 * @typedef {object} Step one request, as data
 * @property {string} path request target, sent as it is
 * @property {string} [method]
 * @property {Record<string, string> | [string, string][]} [headers]
 * @property {string | Buffer} [body]
 * @property {'right' | 'wrong' | 'empty'} [rsc] the `_rsc` query value to add
 * @property {object} [server] instructions to the custom server, see server-process.js
 * @property {string} [raw] the bytes of the whole request, instead of the other properties
 * @property {number} [ifNoneMatch] index of an earlier step: send the entity tag of its answer
 * @property {number} [cookiesOf] index of an earlier step: send the cookies that its answer has set
 * @property {number} [formOf] index of an earlier step: send its page's form, plus `fields`
 * @property {object} [fields] see form.js
 * @property {boolean} [hasSecret] the answer contains text that the server has encrypted
 * @property {number} [process] 0 or 1: which process on the copy of the build gets the request
 * @property {boolean} [ownHost] send the server's real address as Host: it requests itself
 * @property {number} [wait] milliseconds to wait; such a step sends no request
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Step[]} steps
 * @property {boolean} [together] send the steps on one connection, without waiting
 */

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const { computeCacheBustingSearchParam } = requireNext(
  'dist/shared/lib/router/utils/cache-busting-search-param'
)

const header = (headers, name) =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]

const cookiesSetBy = (answer) =>
  (answer?.headers ?? [])
    .filter(([name]) => /^set-cookie$/i.test(name))
    .map(([, value]) => value.split(';')[0])
    .join('; ')

async function cacheBuster(kind, headers) {
  if (kind === 'empty') return ''
  if (kind === 'wrong') return 'wrong'
  const names = ['router-prefetch', 'router-segment-prefetch', 'router-state-tree']
  const values = names.map((name) => header(headers, `next-${name}`))
  return computeCacheBustingSearchParam(...values, header(headers, 'next-url'))
}

// Makes the request of a step to the server at `port`. `earlier` are its earlier answers in the
// case.
async function makeRequest(step, earlier, port) {
  let { path, body } = step
  let headers = step.headers ?? {}
  if (step.rsc) {
    path += `${path.includes('?') ? '&' : '?'}_rsc=${await cacheBuster(step.rsc, headers)}`
  }
  if (step.ifNoneMatch !== undefined) {
    const tag = earlier[step.ifNoneMatch]?.headers.find(([name]) => /^etag$/i.test(name))?.[1]
    headers = { ...headers, 'If-None-Match': tag ?? '"none"' }
  }
  if (step.cookiesOf !== undefined) {
    headers = { ...headers, Cookie: cookiesSetBy(earlier[step.cookiesOf]) }
  }
  if (step.formOf !== undefined) {
    const page = normalize(earlier[step.formOf])?.body.toString() ?? ''
    body = multipart({ ...hiddenFields(page), ...step.fields })
  }
  if (step.ownHost) headers = { ...headers, Host: `127.0.0.1:${port}` }
  if (step.server) {
    const operation = encodeURIComponent(JSON.stringify(step.server))
    headers = [...(Array.isArray(headers) ? headers : Object.entries(headers))]
    headers.push(['x-conformance', operation])
  }
  return { ...step, path, headers, body }
}

// Resolves to the answers of one side, which has one or two processes, to the steps of a case.
async function perform(servers, { steps, together }) {
  if (together) {
    const { port } = servers[0]
    return exchange(port, await Promise.all(steps.map((step) => makeRequest(step, [], port))))
  }
  const answers = []
  for (const step of steps) {
    if (step.wait) {
      await sleep(step.wait)
      answers.push(null)
    } else {
      const { port } = servers[step.process ?? 0]
      const [answer] = await exchange(port, [await makeRequest(step, answers, port)])
      answers.push(answer)
    }
  }
  return answers
}

// Returns for each answer the index of the first one with the same body. This shows which answers
// were rendered again, independent of their values.
function repetition(answers) {
  const bodies = answers.map((answer) => answer && normalize(answer).body.toString('latin1'))
  return bodies.map((body) => bodies.indexOf(body)).join(' ')
}

/** Replaces encrypted text in an answer, because it differs each time. */
function withoutSecrets(answer) {
  if (!answer) return answer
  const text = answer.body.toString('latin1').replace(/[\w+/]{60,}={0,2}/g, '(encrypted)')
  return { ...answer, body: Buffer.from(text, 'latin1') }
}

function compareCase({ steps }, sides) {
  const [first, second, ours] = sides.map((answers) =>
    answers.map((answer, at) => (steps[at].hasSecret ? withoutSecrets(answer) : answer))
  )
  const result = { differences: [], unstable: [], allowed: [], reordered: [] }
  steps.forEach((step, index) => {
    if (step.wait) return
    const report = compare(step, first[index], second[index], ours[index])
    const prefix = steps.length > 1 ? `step ${index + 1}: ` : ''
    result.differences.push(...report.differences.map((text) => prefix + text))
    result.unstable.push(...report.unstable.map((text) => prefix + text))
    result.allowed.push(...report.allowed)
    if (headerOrder(first[index]) !== headerOrder(ours[index])) {
      result.reordered.push(`${prefix}${headerOrder(first[index])} | ${headerOrder(ours[index])}`)
    }
  })
  const [a, b, c] = [first, second, ours].map(repetition)
  if (a !== b) result.unstable.push('repetition of bodies')
  else if (a !== c) result.differences.push(`repetition of bodies: ${a} | ${c}`)
  return result
}

// Milliseconds before a case is asked again.
const pauses = [1500, 2600]

const isStale = (answer) =>
  answer?.headers.some(
    ([name, value]) => name.toLowerCase() === 'x-nextjs-cache' && value === 'STALE'
  ) ?? false

/** The three servers of one app, and the server of its external rewrites if it has any. */
class AppUnderTest {
  constructor(app, library = 'ours') {
    this.app = app
    this.library = library
    this.servers = []
    this.second = []
  }

  async start() {
    const source = buildApp(this.app)
    this.facts = buildFacts(this.app)
    if (needsUpstream(source)) this.upstream = await new Upstream().start()
    const sides = { 'reference-a': 'next', 'reference-b': 'next', tested: this.library }
    this.servers = Object.entries(sides).map(([side, library]) => {
      const folder = copyApp(this.app, side)
      if (this.upstream) connect(folder, this.upstream.port)
      return new Server(folder, library)
    })
    await Promise.all(this.servers.map((server) => server.start()))
    return this
  }

  /**
   * Starts a second process of each side on the same copy of the build, when a case first needs it.
   */
  async #startSecond() {
    if (this.second.length > 0) return
    this.second = this.servers.map((server) => server.another())
    await Promise.all(this.second.map((server) => server.start()))
  }

  /**
   * Runs a case. A case that differs while a page is re-rendered in the background runs again after
   * a pause, at most twice, because the time of a re-render is not predictable. The second pause is
   * longer than the two seconds that most pages stay fresh: with equal pauses, two sides that are out
   * of step stay so, each fresh when the other one is stale.
   */
  async run(namedCase) {
    const testCase = this.upstream?.address(namedCase) ?? namedCase
    if (testCase.steps.some((step) => step.process === 1)) await this.#startSecond()
    let result
    for (let attempt = 0; attempt <= pauses.length; attempt++) {
      const answers = await Promise.all(
        this.servers.map((server, side) => perform([server, this.second[side]], testCase))
      )
      result = await this.#judge(testCase, answers)
      const isFinal = attempt === pauses.length || result.differences.length === 0
      if (isFinal || !answers.flat().some(isStale)) break
      await sleep(pauses[attempt])
    }
    return result
  }

  /** Reports a server that died as a difference, and restarts it. */
  async #judge(testCase, answers) {
    const result = compareCase(testCase, answers)
    for (const server of [...this.servers, ...this.second].filter(({ alive }) => !alive)) {
      result.differences.push(`the process of ${server.library} ended`)
      await server.start()
    }
    return result
  }

  get tested() {
    return this.servers[2]
  }

  async stop() {
    await Promise.all([...this.servers, ...this.second].map((server) => server.stop()))
    await this.upstream?.stop()
  }
}

module.exports = { AppUnderTest }
