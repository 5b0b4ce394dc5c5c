import Link from 'next/link'

export default function NotFound() {
  return (
    <>
      <h1>Off the chart</h1>
      <p>
        Nothing is charted here. <Link href="/">Back to the log book</Link>
      </p>
    </>
  )
}
