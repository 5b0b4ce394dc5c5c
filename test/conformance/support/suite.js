'use strict'
// Runs the cases of one app: two reference servers and the one under test, each on its own copy of
// the build, are asked the same in the same order.

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
 * @property {object} [server] what the custom server does with it, see server-process.js
 * @property {string} [raw] the whole request instead
 * @property {string} [ifNoneMatch] send the entity tag of this earlier step of the case: its index
 * @property {number} [cookiesOf] send the cookies that the answer to this earlier step has set
 * @property {number} [formOf] send the form of this earlier step's page, with `fields` besides
 * @property {object} [fields] see form.js
 * @property {boolean} [hasSecret] the answer holds what the server has encrypted
 * @property {number} [process] of several on the same copy of the build, which one is asked; 0 or 1
 * @property {boolean} [ownHost] name the server by its real address, so that it can ask itself
 * @property {number} [wait] milliseconds; a step of its own
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

// The request of a step to the server at `port`; `earlier` are its answers in this case.
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

// The answers of one side to the steps of a case; it has one process, or two.
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

// For each answer the first one of the same case with the same body: whether something was
// rendered anew, said without the values.
function repetition(answers) {
  const bodies = answers.map((answer) => answer && normalize(answer).body.toString('latin1'))
  return bodies.map((body) => bodies.indexOf(body)).join(' ')
}

/** Without what is encrypted, which is another text each time. */
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

const isStale = (answer) =>
  answer?.headers.some(
    ([name, value]) => name.toLowerCase() === 'x-nextjs-cache' && value === 'STALE'
  ) ?? false

/** The three servers of one app, and the one they rewrite to, if it does. */
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

  /** Of each side a second process on the same copy of the build, once a case asks for it. */
  async #startSecond() {
    if (this.second.length > 0) return
    this.second = this.servers.map((server) => server.another())
    await Promise.all(this.second.map((server) => server.start()))
  }

  /**
   * Runs a case. When a page made anew in the background is ready is for nobody to say: a difference
   * while one is being made is looked at again once it is done.
   */
  async run(namedCase) {
    const testCase = this.upstream?.address(namedCase) ?? namedCase
    if (testCase.steps.some((step) => step.process === 1)) await this.#startSecond()
    let result
    for (let attempt = 0; attempt < 3; attempt++) {
      const answers = await Promise.all(
        this.servers.map((server, side) => perform([server, this.second[side]], testCase))
      )
      result = await this.#judge(testCase, answers)
      if (result.differences.length === 0 || !answers.flat().some(isStale)) break
      await sleep(1500)
    }
    return result
  }

  /** A server that died of the case is a difference, and is started again. */
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
