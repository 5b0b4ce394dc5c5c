'use client'

import { useState } from 'react'

export default function Counter() {
  const [count, setCount] = useState(0)
  return (
    <button className="button" onClick={() => setCount(count + 1)}>
      {count === 0 ? 'Ring the bell' : `Rung ${count} ${count === 1 ? 'time' : 'times'}`}
    </button>
  )
}
