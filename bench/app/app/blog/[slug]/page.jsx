import { Article } from '../../../lib/article'
import { postCount } from '../../../lib/posts.mjs'

export const dynamicParams = false

export function generateStaticParams() {
  return Array.from({ length: postCount }, (_, index) => ({ slug: `post-${index}` }))
}

export default async function Page({ params }) {
  const { slug } = await params
  return <Article title={slug} length={30} />
}
