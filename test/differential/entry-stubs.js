'use strict'
// Entrypoints and middleware of the synthetic builds: they only report their calls and arguments.

const hook = Symbol.for('next-native.differential')
const metaSymbol = Symbol.for('NextInternalRequestMeta')

/**
 * @param {string} file below .next/server
 * @param {'app' | 'api' | 'ssg' | 'ssp' | 'middleware'} kind
 */
function stubText(file, kind) {
  const args = [file, kind].map((text) => JSON.stringify(text)).join(', ')
  return `module.exports = globalThis[Symbol.for('next-native.differential')](${args})\n`
}

function entrypoint(file, kind, report) {
  const handler = async (req, res, { requestMeta } = {}) => {
    const meta = { ...req[metaSymbol], ...requestMeta }
    report({ file, url: req.url, headers: { ...req.headers }, status: res.statusCode, meta })
    res.end(`entry:${file}`)
  }
  const module = { handler, default: () => null, config: {} }
  if (kind === 'app') {
    const isRoute = file.endsWith('/route.js')
    module.routeModule = { definition: { kind: isRoute ? 'APP_ROUTE' : 'APP_PAGE' } }
  }
  if (kind === 'ssg') module.getStaticProps = () => {}
  if (kind === 'ssp') module.getServerSideProps = () => {}
  return module
}

function middleware(report) {
  return {
    default: async ({ request }) => {
      report({ file: 'middleware.js', url: request.url })
      const response = new Response(null, { headers: { 'x-middleware-next': '1' } })
      return { response, waitUntil: Promise.resolve() }
    }
  }
}

/** @param {(call: object) => void} report receives every call */
function installStubs(report) {
  globalThis[hook] = (file, kind) =>
    kind === 'middleware' ? middleware(report) : entrypoint(file, kind, report)
}

module.exports = { installStubs, stubText }
