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
