import Link from 'next/link'

export const metadata = { title: 'Browser tests', icons: '/dot.svg' }

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>
        <nav>
          <Link href="/">home</Link> <Link href="/about">about</Link> <Link href="/time">time</Link>{' '}
          <Link href="/form">form</Link>
        </nav>
        {children}
      </body>
    </html>
  )
}
