'use strict'

// The loop over the core's actions for an upgrade request, as in request-handler.js for others: its
// socket goes to another server, is ended, or stays with the user's own (router-server.js,
// upgradeHandler).

const { proxyUpgrade } = require('../actions/proxy')
const { applyChanges } = require('./apply-changes')

const ignore = () => {}

class UpgradeHandler {
  #server
  #type
  #facts
  #app
  #middleware
  #MockedResponse

  /**
   * @param {object} parts
   * @param {object} parts.actionType of the native addon
   * @param {object} parts.server its Server, loaded
   * @param {object} parts.facts see request-facts.js
   * @param {import('../app/context').AppContext} parts.app
   * @param {object} [parts.middleware] `run(action, req, res, visit)`, see middleware/runner.js
   */
  constructor({ actionType, server, facts, app, middleware }) {
    this.#server = server
    this.#type = actionType
    this.#facts = facts
    this.#app = app
    this.#middleware = middleware
    this.#MockedResponse = app.next.modules.MockedResponse
  }

  /** Settles when it is decided whose the socket is. */
  async handle(req, socket, head) {
    const visit = { exchanges: new Set() }
    req.on('error', ignore)
    socket.on('error', ignore)
    try {
      let action = this.#start(req)
      while (action) action = await this.#perform(action, req, socket, head, visit)
    } catch (error) {
      console.error('Error handling upgrade request', error)
      socket.end()
    } finally {
      for (const exchange of visit.exchanges) this.#server.release(exchange)
    }
  }

  #start(req) {
    // Of a copy: the fields that only Next.js may send are not dropped from upgrade requests.
    const headers = this.#facts.requestText({ ...req.headers })
    return this.#server.startUpgrade(req.method, req.url, headers)
  }

  /** Does one action; returns the next one, or undefined when no other follows. */
  async #perform(action, req, socket, head, visit) {
    const type = this.#type
    if (action.exchange > 0) visit.exchanges.add(action.exchange)
    switch (action.type) {
      case type.changed:
        applyChanges(action, req)
        return action.action
      case type.load:
        return new Promise((resolve) => this.#server.wait(action.exchange, resolve))
      case type.middleware:
        return this.#runMiddleware(action, req, socket, visit)
      case type.proxy:
        proxyUpgrade(this.#app, action, req, socket, head)
        break
      case type.endSocket:
        socket.end()
        break
    }
    return undefined
  }

  /**
   * Where middleware throws, an error page would be the answer: there is none, the socket stays.
   * So it does in Next.js, whatever the page is: the refusal to write it is one more error, whose
   * text is buffered and never sent.
   */
  async #runMiddleware(action, req, socket, visit) {
    const res = new this.#MockedResponse({ socket, resWriter: refuse })
    let answer
    try {
      answer = await this.#middleware.run(action, req, res, visit)
    } catch {
      return undefined
    }
    if (!answer || socket.destroyed) return undefined
    return this.#server.resumeMiddleware(action.exchange, answer.status, answer.headers)
  }
}

function refuse() {
  throw new Error('there is no response to write for an upgrade request')
}

module.exports = { UpgradeHandler }
