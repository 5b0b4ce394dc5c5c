import Head from 'next/head'

export default function App({ Component, pageProps }) {
  return (
    <>
      <Head>
        <link rel="icon" href="/dot.svg" />
      </Head>
      <Component {...pageProps} />
    </>
  )
}
