import { Article } from '../../lib/article'

// Long enough that the page never goes stale during a bench run.
export const revalidate = 2592000

export default function Page() {
  return <Article title="Regenerated now and then" length={30} />
}
