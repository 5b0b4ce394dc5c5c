import Link from 'next/link'

export default function OldNav() {
  return (
    <nav>
      <Link href="/old">old home</Link> <Link href="/old/static">static props</Link>{' '}
      <Link href="/old/server?word=quay">server props</Link>
    </nav>
  )
}
