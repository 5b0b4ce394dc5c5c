export default function handler(req, res) {
  res.setHeader('cache-control', 'private, max-age=60')
  res.status(200).json({ keepers: ['Ada', 'Bjarne', 'Grace'], method: req.method })
}
