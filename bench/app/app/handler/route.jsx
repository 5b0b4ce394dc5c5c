export const dynamic = 'force-dynamic'

export function GET(request) {
  return Response.json({ answeredBy: 'route handler', path: new URL(request.url).pathname })
}
