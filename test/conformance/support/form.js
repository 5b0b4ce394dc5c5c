'use strict'
// Forms as a browser without JavaScript sends them: with the hidden fields of the page, which name
// the action and hold its state.

const boundary = 'fixture'

const unescaped = (text) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const part = (name, value) => {
  const { filename, type, content } = typeof value === 'object' ? value : { content: value }
  const file = filename ? `; filename="${filename}"\r\nContent-Type: ${type}` : ''
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${content}\r\n`
}

/**
 * Returns a multipart body of `fields`: names with texts, or with `{ filename, type, content }`.
 */
const multipart = (fields) =>
  [...Object.entries(fields).map(([name, value]) => part(name, value)), `--${boundary}--\r\n`].join(
    ''
  )

const multipartType = `multipart/form-data; boundary=${boundary}`

/** Returns the hidden fields of the first form in `html`. */
function hiddenFields(html) {
  const form = /<form[^>]*>.*?<\/form>/s.exec(html)?.[0] ?? ''
  const fields = {}
  for (const [input] of form.matchAll(/<input type="hidden"[^>]*>/g)) {
    const attribute = (name) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? ''
    fields[unescaped(attribute('name'))] = unescaped(attribute('value'))
  }
  return fields
}

module.exports = { hiddenFields, multipart, multipartType }
