'use strict'

/**
 * Makes the changes that routing asks for, before the next action is performed.
 *
 * @param {object} changed an action of type `changed`; its lists are names and values in turn
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} [res] an upgrade request has none
 * @throws {TypeError} for a name or a value that Node.js refuses
 */
function applyChanges({ keptFields, requestFields, responseFields }, req, res) {
  const { headers } = req
  if (keptFields) dropOthers(headers, keptFields)
  for (let i = 0; i < requestFields.length; i += 2) headers[requestFields[i]] = requestFields[i + 1]
  if (!res) return
  for (let i = 0; i < responseFields.length; i += 2) {
    res.setHeader(responseFields[i], responseFields[i + 1])
  }
}

function dropOthers(headers, names) {
  const kept = new Set(names)
  for (const name of Object.keys(headers)) if (!kept.has(name)) delete headers[name]
}

module.exports = { applyChanges }
