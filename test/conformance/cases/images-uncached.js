'use strict'
// The image optimizer without a cache on disk and without compression.

const { methods, one } = require('../support/case')
const { accept, image, path, photo, twice, upstream } = require('../support/image-case')

module.exports = ({ media }) => [
  twice('an image again', photo),
  twice('a webp image again', photo, {}, accept('image/webp, image/avif')),
  twice('a drawing again', '/photos/drawing.svg', {}, { headers: { 'Accept-Encoding': 'gzip' } }),
  twice('an image of another server again', `${upstream}/max-age/5000/x.png`),
  twice('a static import again', media('imported')),
  twice('an image with a condition', photo, {}, { headers: { 'If-None-Match': '*' } }),
  ...methods(path(photo), ['HEAD', 'POST']),
  image('/private/secret.png'),
  image('/private/secret.png', {}, { method: 'HEAD' }),
  image('/photos/text.png'),
  image('http://127.0.0.1:1/photo.png'),
  one('/_next/image')
]
