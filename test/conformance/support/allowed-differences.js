'use strict'
// The one table of differences from the reference that the suite accepts. A row that applies takes
// the difference out of both answers, so that everything else of them is still compared.

const accepts = (request, coding) =>
  Object.entries(request.headers ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'accept-encoding' && value.includes(coding)
  )

const codingOf = ({ headers }) => headers['content-encoding']?.[0]

const allowedDifferences = [
  {
    id: 'better-content-coding',
    what: 'A client that accepts br or zstd gets it where Next.js sends gzip, deflate or no coding.',
    reason: 'Next.js compresses with gzip and deflate only; the decoded bytes are the same.',
    apply({ request, reference, ours }) {
      const coding = codingOf(ours)
      if (!['br', 'zstd'].includes(coding) || !accepts(request, coding)) return false
      for (const side of [...reference, ours]) {
        delete side.headers['content-encoding']
        delete side.headers['content-length']
        delete side.headers['transfer-encoding']
        side.framing = 'coded'
      }
      return true
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
      for (const side of [...reference, ours]) {
        delete side.headers['content-length']
        delete side.headers['transfer-encoding']
        side.framing = 'ready'
      }
      return true
    }
  }
]

module.exports = { allowedDifferences }
