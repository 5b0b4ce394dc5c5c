'use strict'
// The app has no image optimizer.

const { methods, one } = require('../support/case')
const { image, path, photo } = require('../support/image-case')

module.exports = () => [
  one('/'),
  image(photo),
  image(photo, {}, { headers: { 'sec-fetch-dest': 'image' } }),
  image(photo, {}, { headers: { 'If-None-Match': '*' } }),
  image('/private/secret.png'),
  one('/_next/image'),
  one('/_next/image/'),
  one('/picture/photo'),
  image(photo, { fields: '1' }),
  ...methods(path(photo), ['HEAD', 'POST', 'OPTIONS'])
]
