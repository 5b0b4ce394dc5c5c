import { notFound } from 'next/navigation'
import { findNote, notes } from '../../../lib/notes'

// Prerendered at build time, re-rendered at most once a minute.
export const revalidate = 60

export function generateStaticParams() {
  return notes.map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }) {
  const note = findNote((await params).slug)
  return { title: note?.title }
}

export default async function NotePage({ params }) {
  const note = findNote((await params).slug)
  if (!note) notFound()
  return (
    <article>
      <h1>{note.title}</h1>
      <p className="soft">{note.date}</p>
      {note.text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </article>
  )
}
