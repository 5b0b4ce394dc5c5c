import { Article } from '../lib/article'

export default function Page({ title }) {
  return <Article title={title} length={30} />
}

export function getServerSideProps({ resolvedUrl }) {
  return { props: { title: `Rendered for ${resolvedUrl}` } }
}
