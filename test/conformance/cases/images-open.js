'use strict'
// Images that are refused by default, and images that expire soon.

const { one, sequence, vary } = require('../support/case')
const { accept, image, path, twice, upstream } = require('../support/image-case')

const drawings = ['drawing.svg', 'declared.svg', 'commented.svg'].map((name) => `/photos/${name}`)

const encodings = ['gzip', 'gzip, deflate, br', 'deflate', 'identity', '*'].map((value) => ({
  headers: { 'Accept-Encoding': value }
}))

// Stale after a second; the next request starts a re-render in the background.
const outdated = (name, url) => {
  const step = { path: path(url, { w: '16' }) }
  return sequence(name, [step, step, 1300, step, 700, step, 1300, step, 700, step])
}

module.exports = () => [
  ...drawings.map((url) => twice(`${url} again`, url)),
  ...[...drawings, '/photos/picture.bmp', '/photos/icon.ico', '/photos/photo.png'].flatMap((url) =>
    vary(path(url), [
      {},
      ...encodings,
      { method: 'HEAD', ...encodings[0] },
      { headers: { ...encodings[0].headers, 'Cache-Control': 'no-transform' } },
      { headers: { ...encodings[0].headers, 'If-None-Match': '*' } }
    ])
  ),
  image('/photos/drawing.svg', {}, { server: { preset: [['Vary', 'Origin']] } }),
  image('/photos/moving.gif'),
  image('/photos/photo.png', {}, accept('image/avif, image/webp')),
  image('/photos/photo.png', { w: '128' }),
  image('/photos/photo.png', { q: '50' }),
  image('/private/secret.png'),
  image('/photos/photo.png?v=1'),
  image('/versioned/photo.png?v=1'),
  image('/up/image/file/drawing.svg'),
  // The host name is allowed, but not its address.
  image(`${upstream}/file/photo.png`),
  image('http://localhost:40999/image/file/photo.png'),
  image('http://127.0.0.1.test/photo.png'),
  image('http://[::1]:40999/image/file/photo.png'),
  outdated('an outdated image', '/photos/clear.png'),
  outdated('an outdated drawing', '/photos/drawing.svg'),
  outdated('an outdated image that has changed', '/made/changing'),
  outdated('an outdated image that cannot be made again', '/made/once'),
  outdated('an outdated image of a longer life', '/made/max-age'),
  one('/')
]
