'use strict'
// The only table of differences from the reference that the suite accepts. A row that applies
// removes the difference from both answers, so that the rest of them is still compared.

const accepts = (request, coding) =>
  Object.entries(request.headers ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'accept-encoding' && value.includes(coding)
  )

const codingOf = ({ headers }) => headers['content-encoding']?.[0]

// The fixtures' server sends this text before a page that it got as a value.
const addedText = 'html: '

const startsWith = (body, text) => body.subarray(0, text.length).equals(Buffer.from(text))

// Removes the framing of the body and these fields from every side.
function ignoreFraming(sides, ...fields) {
  for (const side of sides) {
    for (const field of ['content-length', 'transfer-encoding', ...fields]) {
      delete side.headers[field]
    }
    side.framing = 'not compared'
  }
  return true
}

const allowedDifferences = [
  {
    id: 'better-content-coding',
    what: 'A client that accepts br or zstd gets it where Next.js sends gzip, deflate or no coding.',
    reason: 'Next.js compresses with gzip and deflate only. The decoded bytes are the same.',
    apply({ request, reference, ours }) {
      const coding = codingOf(ours)
      if (!['br', 'zstd'].includes(coding) || !accepts(request, coding)) return false
      return ignoreFraming([...reference, ours], 'content-encoding')
    }
  },
  {
    id: 'plain-range',
    what: 'A 206 is never compressed.',
    reason:
      'Content-Range counts bytes of the file. Next.js compresses the part, and no client can tell ' +
      'which bytes it got.',
    apply({ reference, ours }) {
      const [first] = reference
      if (ours.status !== 206 || codingOf(ours) || !codingOf(first)) return false
      return ignoreFraming([...reference, ours], 'content-encoding')
    }
  },
  {
    id: 'error-html-returned',
    what: 'renderErrorToHTML() returns the page for every kind of error page.',
    reason: 'Next.js writes pages that have a handler to the response itself and returns null.',
    apply({ request, reference, ours }) {
      if (request.server?.do !== 'renderErrorToHTML') return false
      if (!startsWith(ours.body, addedText) || startsWith(reference[0].body, addedText)) {
        return false
      }
      ours.body = ours.body.subarray(addedText.length)
      // The lines of a repeated field are joined in the returned value.
      for (const [name, values] of Object.entries(ours.headers)) {
        const sent = reference[0].headers[name]
        if (values[0] === sent?.join(', ')) ours.headers[name] = sent
      }
      return ignoreFraming([...reference, ours])
    }
  },
  {
    id: 'value-without-length',
    what: 'renderToHTML() leaves no Content-Length on the response.',
    reason:
      'Next.js leaves the length of the page, which cuts off any longer text that the server then ' +
      'sends.',
    apply({ request, reference, ours }) {
      if (request.server?.do !== 'renderToHTML') return false
      const [{ body }] = reference
      if (!startsWith(ours.body, body.subarray(0, addedText.length))) return false
      ours.body = ours.body.subarray(0, body.length)
      return ignoreFraming([...reference, ours])
    }
  },
  {
    id: 'latin-1-fields',
    what: 'Field values beyond ASCII are always sent in Latin-1.',
    reason:
      'Node.js does the same, unless it writes the head together with a text: then both are UTF-8. ' +
      'Our bodies are bytes.',
    apply({ reference, ours }) {
      const utf8 = (value) => Buffer.from(value, 'utf8').toString('latin1')
      const differing = Object.keys(ours.headers).filter((name) =>
        reference.every(
          ({ headers }) =>
            headers[name]?.join() !== ours.headers[name].join() &&
            headers[name]?.join() === ours.headers[name].map(utf8).join()
        )
      )
      for (const name of differing) {
        for (const side of [...reference, ours]) delete side.headers[name]
      }
      return differing.length > 0
    }
  },
  {
    id: 'answered-target',
    what: 'A target that is not a URL gets a 500 in an app with i18n, as in any other app.',
    reason:
      'There Next.js throws before its own error handling: handle() rejects and no answer is sent.',
    apply({ reference, ours }) {
      const rejected = Buffer.from('rejected: Invalid URL')
      if (!reference.every(({ body }) => body.equals(rejected))) return false
      if (ours.status !== 500 || ours.body.toString() !== 'Internal Server Error') return false
      for (const side of [...reference, ours]) Object.assign(side, { headers: {}, body: rejected })
      return ignoreFraming([...reference, ours])
    }
  },
  {
    id: 'known-length',
    what:
      'An answer whose bytes are ready has a Content-Length where Next.js sends it chunked (encoded ' +
      'bodies, RSC payloads, short texts).',
    reason: 'The length is known, and keep-alive needs no chunks.',
    apply({ reference, ours }) {
      const [first] = reference
      if (codingOf(first) !== codingOf(ours)) return false
      if (first.framing !== 'chunked' || ours.framing !== 'length') return false
      return ignoreFraming([...reference, ours])
    }
  }
]

module.exports = { allowedDifferences }
