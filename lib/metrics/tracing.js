'use strict'

// The span that Next's server begins for every request for a page (handleRequest in base-server.js).
// Next's own tracer creates it, so that the spans of compiled code become its children. Without a
// registered tracer nothing of this is loaded.

// Under this symbol every copy of @opentelemetry/api keeps what is registered with it.
const apiSymbol = Symbol.for('opentelemetry.js.api.1')

const spanType = 'BaseServer.handleRequest'

class Tracing {
  #next
  #tracer

  /** @param {import('../next/installed-next').InstalledNext} next */
  constructor(next) {
    this.#next = next
  }

  /** True if a tracer is registered. */
  get isOn() {
    return globalThis[apiSymbol]?.trace !== undefined && this.#tracing.isOpenTelemetryEnabled()
  }

  get #tracing() {
    this.#tracer ??= this.#next.modules.tracer
    return this.#tracer.getTracer()
  }

  /**
   * Runs `work`, which answers on `res`, within a span.
   *
   * @template T
   * @param {() => T} work
   * @param {string} route of the requested page; empty if there is none
   * @returns {T}
   */
  trace(req, res, work, route) {
    const tracer = this.#tracing
    const method = req.method || 'GET'
    return tracer.withPropagatedContext(req.headers, () => {
      const parent = tracer.getActiveScopeSpan()
      const options = {
        spanName: method,
        kind: this.#tracer.SpanKind.SERVER,
        attributes: { 'http.method': method, 'http.target': req.url }
      }
      return tracer.trace(spanType, options, (span) => {
        const finish = () => span && this.#describe(span, parent, req, res, route)
        const result = work()
        if (typeof result?.then === 'function') return result.finally(finish)
        finish()
        return result
      })
    })
  }

  #describe(span, parent, { method, headers }, { statusCode }, route) {
    const isRsc = headers.rsc === '1'
    const name = [isRsc && 'RSC', method, route].filter(Boolean).join(' ')
    span.setAttributes({ 'http.status_code': statusCode, 'next.rsc': isRsc })
    if (statusCode >= 500) {
      span.setStatus({ code: this.#tracer.SpanStatusCode.ERROR })
      span.setAttribute('error.type', String(statusCode))
    }
    if (route) {
      span.setAttributes({ 'next.route': route, 'http.route': route, 'next.span_name': name })
      if (parent && parent !== span) parent.setAttribute('http.route', route)
    }
    span.updateName(name)
  }
}

module.exports = { Tracing }
