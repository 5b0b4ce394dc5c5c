import OldNav from '../../components/old-nav'

export function getStaticProps() {
  return { props: { text: 'made by the build' } }
}

export default function StaticProps({ text }) {
  return (
    <main>
      <OldNav />
      <h1>Old static</h1>
      <p id="text">{text}</p>
    </main>
  )
}
