import { Article } from '../../lib/article'

export default function Page() {
  return <Article title="Large" length={415} />
}
