import { Suspense } from 'react'
import { connection } from 'next/server'

async function Late() {
  await connection()
  await new Promise((resolve) => setTimeout(resolve, 300))
  return <p id="late">rendered at {Date.now()}</p>
}

export const dynamic = 'force-dynamic'

export default function Time() {
  return (
    <main>
      <h1>App time</h1>
      <Suspense fallback={<p id="waiting">waiting</p>}>
        <Late />
      </Suspense>
    </main>
  )
}
