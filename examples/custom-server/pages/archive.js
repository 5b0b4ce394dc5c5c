import Head from 'next/head'
import SiteHeader from '../components/site-header'
import Counter from '../components/counter'
import { notes } from '../lib/notes'

// A page of the pages router, rendered for every request: /archive?word=seal
export function getServerSideProps({ query }) {
  const word = String(query.word ?? '').toLowerCase()
  const found = notes.filter((note) => JSON.stringify(note).toLowerCase().includes(word))
  return { props: { word, titles: found.map((note) => note.title) } }
}

export default function Archive({ word, titles }) {
  return (
    <>
      <Head>
        <title>Archive - Skerry Light</title>
      </Head>
      <SiteHeader />
      <main className="page">
        <h1>Archive</h1>
        <form className="row">
          <input name="word" defaultValue={word} aria-label="Word to search" />
          <button className="button">Search</button>
        </form>
        <ul>
          {titles.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
        <Counter />
      </main>
    </>
  )
}
