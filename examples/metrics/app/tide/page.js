export const dynamic = 'force-dynamic'

export default async function Tide() {
  const height = 2 + Math.sin(Date.now() / 10_000)
  await new Promise((resolve) => setTimeout(resolve, 20 * height))
  return <p>The water stands at {height.toFixed(2)} m.</p>
}
