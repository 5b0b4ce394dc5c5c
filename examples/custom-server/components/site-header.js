import Link from 'next/link'

const links = [
  ['/', 'Log book'],
  ['/clock', 'Clock'],
  ['/guestbook', 'Guest book'],
  ['/archive', 'Archive']
]

export default function SiteHeader() {
  return (
    <header className="header">
      <Link href="/" className="brand">
        <img src="/lighthouse.svg" alt="" width="32" height="32" />
        Skerry Light
      </Link>
      <nav>
        {links.map(([href, label]) => (
          <Link key={href} href={href}>
            {label}
          </Link>
        ))}
      </nav>
    </header>
  )
}
