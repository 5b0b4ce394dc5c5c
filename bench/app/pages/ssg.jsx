import { Article } from '../lib/article'
import { sentences } from '../lib/text.mjs'

export default function Page({ notes }) {
  return (
    <>
      <Article title="Static props" length={30} />
      <aside>{notes.length}</aside>
    </>
  )
}

export function getStaticProps() {
  return { props: { notes: sentences(30) } }
}
