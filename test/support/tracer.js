'use strict'

// A minimal tracer, registered with @opentelemetry/api. It keeps every span that ends.

const { AsyncLocalStorage } = require('node:async_hooks')
const api = require('@opentelemetry/api')

class Span {
  constructor(tracer, name, { kind, attributes }, context) {
    this.tracer = tracer
    this.name = name
    this.kind = kind
    this.attributes = { ...attributes }
    this.parent = api.trace.getSpanContext(context)?.spanId
    this.id = String(tracer.nextId++).padStart(16, '0')
  }
  spanContext() {
    return { traceId: '1'.repeat(32), spanId: this.id, traceFlags: 1 }
  }
  setAttribute(name, value) {
    this.attributes[name] = value
    return this
  }
  setAttributes(attributes) {
    Object.assign(this.attributes, attributes)
    return this
  }
  setStatus(status) {
    this.status = status
    return this
  }
  updateName(name) {
    this.name = name
    return this
  }
  recordException() {}
  addEvent() {
    return this
  }
  isRecording() {
    return true
  }
  end() {
    this.tracer.spans.push(this)
  }
}

class Tracer {
  spans = []
  nextId = 1

  startSpan(name, options = {}, context = api.context.active()) {
    return new Span(this, name, options, context)
  }
  startActiveSpan(name, ...rest) {
    const work = rest.pop()
    const [options = {}, context = api.context.active()] = rest
    const span = this.startSpan(name, options, context)
    return api.context.with(api.trace.setSpan(context, span), work, undefined, span)
  }
}

/** Contexts follow asynchronous calls. */
function createContextManager() {
  const running = new AsyncLocalStorage()
  return {
    active: () => running.getStore() ?? api.ROOT_CONTEXT,
    with: (context, work, self, ...args) => running.run(context, () => work.apply(self, args)),
    bind: (context, work) => work,
    enable() {
      return this
    },
    disable() {
      return this
    }
  }
}

const propagator = {
  inject() {},
  extract(context, carrier, getter) {
    const parent = getter?.get(carrier, 'traceparent') ?? carrier.traceparent
    if (!parent) return context
    const [, traceId, spanId] = parent.split('-')
    return api.trace.setSpanContext(context, { traceId, spanId, traceFlags: 1, isRemote: true })
  },
  fields: () => ['traceparent']
}

/** Registers a tracer and returns it; removeTracer() removes it. */
function registerTracer() {
  const tracer = new Tracer()
  api.context.setGlobalContextManager(createContextManager())
  api.propagation.setGlobalPropagator(propagator)
  api.trace.setGlobalTracerProvider({ getTracer: () => tracer })
  return tracer
}

function removeTracer() {
  for (const part of [api.trace, api.propagation, api.context]) part.disable()
}

module.exports = { registerTracer, removeTracer }
