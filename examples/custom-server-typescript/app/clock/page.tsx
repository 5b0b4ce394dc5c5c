type Props = { searchParams: Promise<{ zone?: string }> }

function timeIn(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone }).format()
  } catch {
    return undefined
  }
}

export default async function Clock({ searchParams }: Props) {
  const { zone = 'UTC' } = await searchParams
  const time = timeIn(zone)
  return (
    <main>
      <h1>{time ?? 'No such time zone'}</h1>
      <p>{zone}</p>
    </main>
  )
}
