'use strict'
// The one table of differences from the reference that the suite accepts. A row that applies takes
// the difference out of both answers, so that everything else of them is still compared.

const accepts = (request, coding) =>
  Object.entries(request.headers ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'accept-encoding' && value.includes(coding)
  )

const codingOf = ({ headers }) => headers['content-encoding']?.[0]

// What the fixtures' server sends before a page it got as a value.
const addedText = 'html: '

const startsWith = (body, text) => body.subarray(0, text.length).equals(Buffer.from(text))

// Takes how the bytes were framed, and these fields, out of every side.
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
    reason: 'Next.js compresses with gzip and deflate only; the decoded bytes are the same.',
    apply({ request, reference, ours }) {
      const coding = codingOf(ours)
      if (!['br', 'zstd'].includes(coding) || !accepts(request, coding)) return false
      return ignoreFraming([...reference, ours], 'content-encoding')
    }
  },
  {
    id: 'plain-range',
    what: 'Part of a file is sent as it is where Next.js compresses it.',
    reason:
      'Content-Range counts bytes of the file; of a compressed part no client can tell which.',
    apply({ reference, ours }) {
      const [first] = reference
      if (ours.status !== 206 || codingOf(ours) || !codingOf(first)) return false
      return ignoreFraming([...reference, ours], 'content-encoding')
    }
  },
  {
    id: 'error-html-returned',
    what: 'renderErrorToHTML() returns the page.',
    reason: 'Next.js sends pages with a handler itself and returns null, so nothing can be added.',
    apply({ request, reference, ours }) {
      if (request.server?.do !== 'renderErrorToHTML') return false
      if (!startsWith(ours.body, addedText) || startsWith(reference[0].body, addedText)) {
        return false
      }
      ours.body = ours.body.subarray(addedText.length)
      // On its way to a value a repeated field is joined.
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
    reason: 'Next.js leaves that of the page, which cuts whatever longer text the user then sends.',
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
    what: 'A field value with letters beyond ASCII is sent in Latin-1.',
    reason:
      'It is what Node.js does, unless head and a text go out in one piece: then both are UTF-8. ' +
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
    what: 'A request whose target is no URL gets a 500 with i18n, too.',
    reason: 'There Next.js throws in front of its own error handling, and nobody answers.',
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
    what: 'An answer whose bytes are ready says its length where Next.js sends it chunked.',
    reason: 'Next.js streams what it compresses, payloads and short texts; the bytes are the same.',
    apply({ reference, ours }) {
      const [first] = reference
      if (codingOf(first) !== codingOf(ours)) return false
      if (first.framing !== 'chunked' || ours.framing !== 'length') return false
      return ignoreFraming([...reference, ours])
    }
  }
]

module.exports = { allowedDifferences }
