import { Article } from '../../lib/article'

// Long enough that a bench run never meets the stale page.
export const revalidate = 2592000

export default function Page() {
  return <Article title="Regenerated now and then" length={30} />
}
