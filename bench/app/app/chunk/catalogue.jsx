'use client'

import { useState } from 'react'

// The imported file is generated (bench/server/app-build.js) and becomes a chunk of its own.
export function Catalogue() {
  const [size, setSize] = useState(0)
  const load = async () => setSize((await import('../../generated/catalogue.mjs')).catalogue.length)
  return <button onClick={load}>{size}</button>
}
