import { Suspense } from 'react'
import { headers } from 'next/headers'

export const metadata = { title: 'Clock' }

async function Barometer() {
  await new Promise((resolve) => setTimeout(resolve, 600))
  return <p>The barometer takes a moment to read: 1013 hPa, steady.</p>
}

// Rendered for every request; the barometer streams in after the rest.
export default async function ClockPage() {
  const host = (await headers()).get('host')
  return (
    <>
      <h1>Clock</h1>
      <p className="big">{new Date().toISOString().slice(11, 19)}</p>
      <p className="soft">Universal time, as rendered by {host}.</p>
      <Suspense fallback={<p className="soft">Reading the barometer…</p>}>
        <Barometer />
      </Suspense>
    </>
  )
}
