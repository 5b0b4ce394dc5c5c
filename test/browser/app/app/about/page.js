import Link from 'next/link'

export default function About() {
  return (
    <main>
      <h1>App about</h1>
      <Link href="/nowhere" prefetch={false}>
        nowhere
      </Link>
    </main>
  )
}
