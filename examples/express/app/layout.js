import './globals.css'

export const metadata = { title: 'Chat room', icons: '/bubble.svg' }

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
