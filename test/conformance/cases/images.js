'use strict'
// The image optimizer: what it rejects, what it optimizes, its header fields and its cache.

const { methods, one, sequence, vary } = require('../support/case')
const { accept, browser, image, path, photo, twice, upstream } = require('../support/image-case')

const without = (name) => path(photo).replace(new RegExp(`[?&]${name}=[^&]*`), (found) => found[0])

const parameters = [
  ...['/_next/image', '/_next/image?', '/_next/image?url=', '/_next/image/', '/_next/imagery'],
  ...['url', 'w', 'q'].map(without),
  path(['/photos/photo.png', '/photos/photo.jpg']),
  path(photo, { w: ['64', '64'] }),
  path(photo, { q: ['75', '75'] }),
  path(photo, { 'url[]': 'x' }),
  ...['', '0', '-1', '65', '064', '64.0', '6e1', ' 64', '64px', 'x', '１６', '4096'].map((w) =>
    path(photo, { w })
  ),
  ...['64', '128', '320', '16', '32', '000064'].map((w) => path(photo, { w })),
  ...['', '0', '-1', '101', '75.5', '60', 'x', '1', '50', '100', '075', '99999999999999999999'].map(
    (q) => path(photo, { q })
  )
].map((target) => one(target))

const local = [
  '//example.com/photo.png',
  '/\\example.com/photo.png',
  '/\\',
  '/%',
  '/photos/%',
  '/photos/%zz.png',
  '/photos/%5Cphoto.png',
  '/private/secret.png',
  '/photos/../private/secret.png',
  '/photos/%2e%2e/private/secret.png',
  '/photos/photo.png?v=1',
  '/photos/photo.png#hash',
  '/versioned/photo.png',
  '/versioned/photo.png?v=1',
  '/versioned/photo.png?v=2',
  '/versioned/deep/photo.png?v=1',
  '/_next/image',
  '/_next/image?url=/photos/photo.png&w=64&q=75',
  '/_next/image/x',
  '/_next/imagery/x.png',
  '/photos/_next/image',
  '/_next%2Fimage',
  '/%5fnext/image',
  '/photos/photo%2Epng',
  '/photos/nowhere.png',
  '/photos/sp ace.png',
  '/photos/sp%20ace.png',
  '/photos/grün.png',
  '/photos/gr%C3%BCn.png',
  '/photos/two.dots.png',
  '/photos/no-extension',
  '/photos/100%25.png',
  '/photos/.hidden.png',
  '/photos/',
  '/photos',
  '/PHOTOS/photo.png',
  '/',
  'photos/photo.png',
  './photos/photo.png',
  ' /photos/photo.png',
  '/up/image/file/photo.png',
  '/up/image/status/500/x.png',
  '/picture/photo',
  '/picture/nowhere'
].map((url) => image(url))

const long = [3072, 3073].map((length) =>
  image(`/photos/${'x'.repeat(length - '/photos/'.length)}`, {}, { name: `${length} characters` })
)

const remote = [
  'http:',
  'http://',
  'http:photo.png',
  'https://example.com/photo.png',
  'ftp://127.0.0.1/image/photo.png',
  'data:image/png;base64,AAAA',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'blob:http://127.0.0.1/x',
  `${upstream}/file/photo.png`,
  `${upstream}/file/photo.png?v=1`,
  `${upstream}/file/photo.png#hash`,
  'http://127.0.0.1:40999/other/photo.png',
  'http://127.0.0.1:40999/image/../other/photo.png',
  'https://127.0.0.1:40999/image/file/photo.png',
  'http://user:secret@127.0.0.1:40999/image/file/photo.png',
  'HTTP://127.0.0.1:40999/image/file/photo.jpg',
  'http://127.1:40999/image/file/photo.jpg',
  'http://localhost:40999/image/file/photo.webp',
  'http://localhost:40999/image/file/photo.webp?any=1',
  'http://127.0.0.1:1/image/photo.png',
  'https://deep.test/a/photo.png?v=1',
  'https://one.deep.test/b/photo.png',
  'http://one.deep.test/a/photo.png',
  'http://127.1.0.2:1/photo.png?v=1',
  'http://127.1.2.2:1/photo.png?v=1',
  'http://127.1.0.2:1/photo.png?v=2',
  'https://127.1.0.2:1/photo.png?v=1',
  `${upstream}/max-age/9000/x.png`,
  `${upstream}/max-age/1/x.png`,
  `${upstream}/s-maxage/x.png`,
  `${upstream}/no-store/x.png`,
  `${upstream}/tag/x.png`,
  `${upstream}/mistyped/x.png`,
  `${upstream}/typeless/x.png`,
  `${upstream}/text/x.png`,
  `${upstream}/empty/x.png`,
  `${upstream}/limit/x.png`,
  `${upstream}/large/x.png`,
  `${upstream}/large-inside/x.png`,
  ...'gzip x-gzip deflate deflate-raw br both unknown codings ungzip'
    .split(' ')
    .map((name) => `${upstream}/${name}/x.png`),
  ...[201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 429, 500, 503, 599].map(
    (code) => `${upstream}/status/${code}/x.png`
  ),
  ...[0, 1, 2, 3].map((count) => `${upstream}/redirects/${count}/photo.png`),
  ...[301, 303, 307, 308, 300].map(
    (code) => `${upstream}/redirect-to/${code}/%2Fimage%2Ffile%2Fphoto.png`
  ),
  `${upstream}/redirect-to/302/http%3A%2F%2F127.0.0.1%3A1%2F`,
  `${upstream}/redirect-to/302/http%3A%2F%2F`,
  `${upstream}/redirect-to/302/ftp%3A%2F%2F127.0.0.1%2F`,
  `${upstream}/redirect-nowhere/x.png`,
  `${upstream}/slow/300/x.png`,
  `${upstream}/slow/8500/x.png`,
  `${upstream}/reset/x.png`,
  `${upstream}/cut/x.png`,
  `${upstream}/garbage/x.png`,
  `${upstream}/asked/by.png`
].map((url) => image(url))

const made = [
  'plain',
  'max-age',
  's-maxage',
  'tagged',
  'typeless',
  'mistyped',
  'created',
  'teapot',
  'gone',
  'moved',
  'nothing',
  'empty',
  'text',
  'throws',
  'asked',
  'nowhere'
].map((kind) => image(`/made/${kind}`))

const files = [
  'photo.png',
  'clear.png',
  'tiny.png',
  'photo.jpg',
  'turned.jpg',
  'photo.webp',
  'photo.avif',
  'photo.tiff',
  'still.gif',
  'moving.gif',
  'moving.webp',
  'moving.png',
  'icon.ico',
  'picture.bmp',
  'drawing.svg',
  'declared.svg',
  'commented.svg',
  'broken.png',
  'text.png',
  'empty.png',
  'limit.png',
  'page.html'
].map((name) => `/photos/${name}`)

const formats = [
  ...files.flatMap((url) => [
    image(url, { w: '32' }),
    image(url, { w: '32' }, accept('image/webp')),
    image(url, { w: '32' }, accept(browser))
  ]),
  ...vary(
    path(photo, { w: '128' }),
    [
      '',
      '*/*',
      'image/*',
      'image/*;q=0.5, image/webp;q=0.1',
      'image/webp;q=0',
      'image/avif;q=0.1, image/webp',
      'image/webp, image/avif',
      'IMAGE/WEBP',
      'text/html',
      'image/webp;level=1',
      'not an accept header'
    ].map(accept)
  )
]

const encodings = ['/photos/drawing.svg', '/photos/picture.bmp', '/photos/icon.ico', photo].flatMap(
  (url) => [
    image(url, { w: '16' }, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } }),
    image(url, { w: '16' }, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } }),
    image(url, { w: '16', q: '0' }, { headers: { 'Accept-Encoding': 'gzip' } }),
    image(url, { w: '16' }, { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } })
  ]
)

const cache = ({ media }) => [
  twice('an image again', '/photos/clear.png', { q: '50' }),
  twice('a webp image again', '/photos/clear.png', { q: '50' }, accept('image/webp')),
  twice('an image of another server again', `${upstream}/file/clear.png`, { q: '50' }),
  twice('an image as it is again', '/photos/moving.gif', { q: '50' }),
  twice('an image of a long life again', `${upstream}/max-age/7777/again.png`, { q: '50' }),
  twice('a static import', media('imported'), { q: '50' }),
  twice('a failure again', '/photos/nowhere-again.png', { q: '50' }),
  twice('not an image again', '/photos/text.png', { q: '50' }),
  twice('HEAD again', '/photos/clear.png', { q: '1' }, { method: 'HEAD' }),
  sequence('HEAD after GET', [
    { path: path('/photos/clear.png', { q: '100' }) },
    { path: path('/photos/clear.png', { q: '100' }), method: 'HEAD' },
    { path: path('/photos/clear.png', { q: '100' }), method: 'HEAD' }
  ]),
  sequence('formats are kept apart', [
    { path: path('/photos/clear.png', { w: '16' }), ...accept('image/webp') },
    { path: path('/photos/clear.png', { w: '16' }), ...accept('image/avif') },
    { path: path('/photos/clear.png', { w: '16' }) },
    { path: path('/photos/clear.png', { w: '16' }), ...accept('image/webp') },
    { path: path('/photos/clear.png', { w: '16' }), ...accept('image/avif') },
    { path: path('/photos/clear.png', { w: '16' }) }
  ]),
  sequence('conditions', [
    { path: path('/photos/clear.png', { w: '128' }), ifNoneMatch: 0 },
    { path: path('/photos/clear.png', { w: '128' }) },
    ...[
      {},
      { method: 'HEAD' },
      { method: 'POST' },
      { headers: { 'Cache-Control': 'no-cache' } }
    ].map((request) => ({
      path: path('/photos/clear.png', { w: '128' }),
      ifNoneMatch: 1,
      ...request
    })),
    ...[
      { 'If-None-Match': '*' },
      { 'If-None-Match': '"other"' },
      { 'If-None-Match': 'other, W/other' },
      { 'If-Modified-Since': 'Thu, 01 Jan 2037 00:00:00 GMT' },
      { 'If-Match': '"other"' },
      { Range: 'bytes=0-9' }
    ].map((headers) => ({ path: path('/photos/clear.png', { w: '128' }), headers }))
  ]),
  sequence('a failure with a condition', [
    { path: path('/photos/nowhere.png', { w: '128' }), headers: { 'If-None-Match': '*' } }
  ]),
  sequence('an image asked for otherwise', [
    { path: path('/photos/clear.png', { w: '320' }) },
    { path: `${path('/photos/clear.png', { w: '320' })}&dpl=1&x=2` },
    { path: '/_next/image?q=75&w=320&url=/photos/clear.png' },
    { path: '/_next/image?q=75&w=0320&url=%2Fphotos%2Fclear.png' },
    { path: '/_next/image/?q=75&w=320&url=%2Fphotos%2Fclear.png' },
    { path: '/picture/clear' },
    { path: '/picture/clear' }
  ])
]

const methodsOf = (url, w) =>
  methods(path(url, { w }), ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])

module.exports = (facts) => [
  one('/'),
  ...parameters,
  ...local,
  ...long,
  ...remote,
  ...made,
  ...formats,
  ...encodings,
  ...cache(facts),
  ...methodsOf('/photos/tiny.png', '64'),
  ...methodsOf('/made/plain', '16'),
  ...methodsOf(`${upstream}/file/tiny.png`, '16'),
  ...methods(path('/private/secret.png'), ['POST', 'HEAD', 'OPTIONS']),
  ...methods(path('/photos/nowhere-at-all.png'), ['POST', 'HEAD']),
  image(photo, { fields: '1' }),
  image(photo, { fields: '1' }, accept('image/webp')),
  image(photo, { fields: '1' }, { method: 'HEAD' }),
  image(photo, { fields: '1' }, { headers: { 'If-None-Match': '*' } }),
  image('/photos/nothing.png', { fields: '1' }),
  image('/private/secret.png', { fields: '1' }),
  one('/picture/photo', accept('image/webp')),
  one('/picture/nowhere'),
  one('/picture/photo?w=16'),
  one('/itself'),
  image(photo, { at: '/_next%2Fimage' }),
  image(photo, { at: '/_next/%69mage' }),
  image(photo, { at: '/_NEXT/image' }),
  image(photo, { at: '//_next/image' }),
  image(photo, { at: '/_next/image/x' }),
  image(photo, {}, { server: { status: 203, preset: [['X-From-Server', 'yes']] } }),
  image(photo, {}, { server: { preset: [['Cache-Control', 'private']] } }),
  image('/private/secret.png', {}, { server: { status: 203, preset: [['Vary', 'Origin']] } }),
  image(photo, {}, { headers: { 'x-nextjs-data': '1', RSC: '1', 'Next-Router-Prefetch': '1' } }),
  image(photo, {}, { headers: { 'sec-fetch-dest': 'image' } }),
  image('/photos/nowhere.png', {}, { headers: { 'sec-fetch-dest': 'image' } }),
  one('/asked', { server: { do: 'handle', url: path(photo) } }),
  one('/asked', { server: { do: 'render', pathname: '/_next/image', query: { url: photo } } }),
  one(path(photo), { server: { do: 'renderToHTML', pathname: '/_next/image' } })
]
