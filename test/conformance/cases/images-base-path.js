'use strict'
// Images below a base path, with trailing slashes and locales.

const { one } = require('../support/case')
const { accept, image, photo, twice } = require('../support/image-case')

const below = '/docs/photos/photo.png'
const at = '/docs/_next/image/'

module.exports = ({ media }) => [
  one('/docs'),
  image(below),
  image(photo),
  ...[
    at,
    '/docs/_next/image',
    '/docs/fr/_next/image/',
    '/docs/en/_next/image/',
    '/fr/docs/_next/image/'
  ].flatMap((place) => [image(below, { at: place }), image(photo, { at: place })]),
  twice('an image again', below, { at, q: '50' }),
  twice('a webp image again', below, { at, q: '50' }, accept('image/webp')),
  twice('a static import again', `/docs${media('imported')}`, { at }),
  image(media('imported'), { at }),
  image('/docs/_next/image', { at }),
  image('/docs/fr/photos/photo.png', { at }),
  image('/docs/made/asked', { at }),
  image('/docs/itself', { at }),
  image('/docs/picture/clear', { at }),
  one('/docs/itself'),
  one('/docs/itself/'),
  one('/docs/picture/photo'),
  one('/docs/picture/photo/'),
  image(below, { at, fields: '1' }),
  image(below, { at }, { headers: { 'Accept-Language': 'fr', Cookie: 'NEXT_LOCALE=fr' } }),
  image(below, { at }, { method: 'HEAD' }),
  one(at),
  one(`${at}x/`)
]
