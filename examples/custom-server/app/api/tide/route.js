const hoursBetweenTides = 12.42

// GET /api/tide?at=<ISO time>: the height of the water between -1 (low) and 1 (high).
export function GET(request) {
  const at = new Date(request.nextUrl.searchParams.get('at') ?? Date.now())
  if (Number.isNaN(at.getTime())) {
    return Response.json({ error: 'at is not a time' }, { status: 400 })
  }
  const hours = at.getTime() / 3_600_000
  const height = Math.cos((2 * Math.PI * hours) / hoursBetweenTides)
  return Response.json({ at: at.toISOString(), height: Number(height.toFixed(3)) })
}
