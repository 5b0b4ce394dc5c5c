'use client'

export default function Greeting() {
  return <p id="greeting">first edition</p>
}
