import { Article } from '../../lib/article'

export const dynamic = 'force-dynamic'

export default function Page() {
  return <Article title="Rendered for every request" length={30} />
}
