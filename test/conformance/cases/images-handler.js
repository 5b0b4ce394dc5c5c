'use strict'
// The app's own cache handler keeps the images.

const { one } = require('../support/case')
const { accept, image, photo, twice, upstream } = require('../support/image-case')

module.exports = ({ media }) => [
  one('/'),
  twice('an image again', photo),
  twice('an image that the handler does not take', photo, { w: '320' }),
  twice('a webp image again', photo, {}, accept('image/webp')),
  twice('an image as it is again', '/photos/moving.gif'),
  twice('an image of a long life again', `${upstream}/max-age/5000/x.png`),
  twice('a static import again', media('imported')),
  twice('an image with a condition', photo, { w: '32' }, { headers: { 'If-None-Match': '*' } }),
  twice('not an image again', '/photos/text.png'),
  image('/private/secret.png')
]
