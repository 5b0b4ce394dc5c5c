import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

export const metadata: Metadata = { title: 'TypeScript custom server' }

const body = { maxWidth: '38rem', margin: '3rem auto', padding: '0 1.5rem', lineHeight: 1.6 }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body style={{ ...body, fontFamily: 'system-ui, sans-serif' }}>
        <nav>
          <Link href="/">Home</Link> · <Link href="/clock">Clock</Link> ·{' '}
          <a href="/now?zone=Asia/Tokyo">Tokyo</a>
        </nav>
        {children}
      </body>
    </html>
  )
}
