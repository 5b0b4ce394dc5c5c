import Link from 'next/link'

export default function Home() {
  return (
    <main>
      <h1>Metrics</h1>
      <p>
        This page was rendered at build time, <Link href="/tide">the tide</Link> is not. Look at{' '}
        <a href="/metrics">the metrics</a> after a few visits.
      </p>
    </main>
  )
}
