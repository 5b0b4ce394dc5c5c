import SiteHeader from '../components/site-header'
import './globals.css'

export const metadata = {
  title: { default: 'Skerry Light', template: '%s - Skerry Light' },
  description: 'The log book of a small lighthouse, served by next-native',
  icons: '/lighthouse.svg'
}

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>
        <SiteHeader />
        <main className="page">{children}</main>
      </body>
    </html>
  )
}
