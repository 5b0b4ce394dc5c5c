import { Article } from '../../lib/article'

export default function Page() {
  return <Article title="Small" length={30} />
}
