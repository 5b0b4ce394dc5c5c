export default function handler(req, res) {
  res.status(200).json({ answeredBy: 'dynamic API route', query: req.query })
}
