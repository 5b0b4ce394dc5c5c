import { Article } from '../lib/article'

export default function Page() {
  return <Article title="Static without props" length={30} />
}
