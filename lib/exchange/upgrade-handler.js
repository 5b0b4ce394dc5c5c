'use strict'

// The loop over the core's actions for an upgrade request. Its socket goes to another server, is
// ended, or stays with the user's own server (upgradeHandler in dist/server/lib/router-server.js).

const { proxyUpgrade } = require('../actions/proxy')
const { applyChanges } = require('./apply-changes')
const { Visit } = require('./visit')

const ignore = () => {}

class UpgradeHandler {
  #server
  #type
  #headerText
  #app
  #middleware
  #MockedResponse

  /**
   * @param {object} parts
   * @param {import('../app/context').AppContext} parts.app
   * @param {object} parts.server the native server, loaded
   * @param {object} parts.headerText see header-text.js
   * @param {import('../middleware/runner').MiddlewareRunner} [parts.middleware]
   */
  constructor({ app, server, headerText, middleware }) {
    this.#server = server
    this.#type = app.binding.actionType
    this.#headerText = headerText
    this.#app = app
    this.#middleware = middleware
    this.#MockedResponse = app.next.modules.MockedResponse
  }

  /** Settles when it is decided what takes the socket. */
  async handle(req, socket, head) {
    const visit = new Visit(this.#server, { isRouted: true })
    req.on('error', ignore)
    socket.on('error', ignore)
    try {
      let action = this.#start(req)
      while (action) action = await this.#perform(action, req, socket, head, visit)
    } catch (error) {
      console.error('Error handling upgrade request', error)
      socket.end()
    } finally {
      visit.release()
    }
  }

  #start(req) {
    // Reads a copy: Next.js does not remove internal fields from upgrade requests.
    const headers = this.#headerText.ofHeaders({ ...req.headers })
    return this.#server.startUpgrade(req.method, req.url, headers)
  }

  /** Performs one action; returns the next one, or undefined when there is none. */
  async #perform(action, req, socket, head, visit) {
    const type = this.#type
    visit.hold(action)
    switch (action.type) {
      case type.changed:
        visit.hold(action.action)
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
   * Leaves the socket alone where middleware throws: an upgrade has no error page. In Next.js it stays
   * alone too, whatever the page is: writing the page is one more error, whose text is buffered and
   * never sent.
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
  throw new Error('An upgrade request has no response to write.')
}

module.exports = { UpgradeHandler }
