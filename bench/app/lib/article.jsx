import { sentences } from './text.mjs'

/** An article of `length` paragraphs. */
export function Article({ title, length }) {
  return (
    <main>
      <h1>{title}</h1>
      {sentences(length).map((text) => (
        <p key={text}>{text}</p>
      ))}
    </main>
  )
}
