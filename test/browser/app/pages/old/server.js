import OldNav from '../../components/old-nav'

export function getServerSideProps({ query }) {
  return { props: { word: query.word ?? 'none' } }
}

export default function ServerProps({ word }) {
  return (
    <main>
      <OldNav />
      <h1>Old server</h1>
      <p id="text">{word}</p>
    </main>
  )
}
