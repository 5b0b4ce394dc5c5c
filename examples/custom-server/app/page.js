import Link from 'next/link'
import Counter from '../components/counter'
import { notes } from '../lib/notes'

export default function LogBook() {
  return (
    <>
      <h1>Log book</h1>
      <p className="soft">What the keepers wrote down this year.</p>
      <ul className="cards">
        {notes.map((note) => (
          <li key={note.slug}>
            <Link href={`/notes/${note.slug}`}>
              {note.title} <span className="soft">{note.date}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Counter />
    </>
  )
}
