'use strict'
// The files of public/ and static/ that copies of the fixture apps get. They are listed as data,
// because files with such names are a nuisance in a repository.

const fs = require('node:fs')
const path = require('node:path')

const text = (name) => `the file ${name}\n`
const long = (name) => `${text(name)}${'0123456789abcdef\n'.repeat(200)}`

const oddNames = [
  'plain.txt',
  'with space.txt',
  'grün.txt',
  '漢字.txt',
  '100%.txt',
  'a%20b.txt',
  'hash#tag.txt',
  'plus+sign.txt',
  'question?.txt',
  'semi;colon,comma.txt',
  "quote'd(1).txt",
  '[brackets].txt',
  '.dotfile',
  '.well-known/security.txt',
  '.hidden/inside.txt',
  'no-extension',
  'nested/index.html',
  'nested/deep/er/file.txt',
  'UPPER.TXT',
  'two..dots.txt',
  '~tilde.txt',
  'tail.'
]

const typedNames =
  'a.html a.htm a.css a.js a.mjs a.cjs a.json a.map a.xml a.svg a.webmanifest a.wasm a.md a.csv a.ics ' +
  'a.png a.jpg a.jpeg a.gif a.webp a.avif a.ico a.woff a.woff2 a.ttf a.otf a.pdf a.zip a.gz a.br ' +
  'a.mp4 a.webm a.mp3 a.ogg a.wav a.tar.gz a.unknownext a.ts a.tsx a.yaml a.toml a.vtt a.glb a.bin'

const slashedFiles = Object.fromEntries(
  [
    'plain.txt',
    'no-extension',
    'nested/index.html',
    'nested/file.txt',
    '.well-known/security.txt'
  ].map((name) => [`public/${name}`, text(name)])
)

const localizedFiles = Object.fromEntries(
  ['plain.txt', 'nested/file.txt', 'fr/inner.txt', 'fr.txt', 'nl/plain.txt'].map((name) => [
    `public/${name}`,
    text(name)
  ])
)

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

const middlewareFiles = {
  'public/plain.txt': text('plain.txt'),
  'public/long.txt': long('long.txt'),
  'public/with space.txt': text('with space.txt'),
  'public/grün.txt': text('grün.txt'),
  'public/nested/file.txt': text('nested/file.txt'),
  'public/picture.png': Buffer.from(onePixel, 'base64')
}

const tiny = fs.readFileSync(
  path.resolve(__dirname, '../../fixtures/apps/images/public/photos/tiny.png')
)

const files = {
  'app-only': {
    ...Object.fromEntries(oddNames.map((name) => [`public/${name}`, text(name)])),
    ...Object.fromEntries(
      typedNames.split(' ').map((name) => [`public/types/${name}`, long(name)])
    ),
    'public/empty.txt': '',
    'public/long.txt': long('long.txt'),
    'public/1023.txt': 'x'.repeat(1023),
    'public/1024.txt': 'x'.repeat(1024),
    'public/big.bin': Buffer.alloc(9 * 1024 * 1024, 'big file '),
    'public/middle.bin': Buffer.alloc(2 * 1024 * 1024, 'in memory '),
    'public/big.txt': Buffer.alloc(3 * 1024 * 1024, 'big text '),
    'public/_next/odd.txt': text('_next/odd.txt'),
    'public/item/file.txt': text('item/file.txt')
  },
  mixed: {
    'public/plain.txt': text('plain.txt'),
    'public/static/both.txt': text('public/static/both.txt'),
    'public/index.html': text('index.html'),
    'static/both.txt': text('static/both.txt'),
    'static/legacy.js': long('legacy.js'),
    'static/with space.txt': text('static/with space.txt')
  },
  'pages-only': {
    'public/plain.txt': text('plain.txt'),
    'public/api/file.txt': text('api/file.txt')
  },
  'base-path': {
    'public/plain.txt': text('plain.txt'),
    'public/nested/index.html': text('nested/index.html'),
    'public/no-extension': text('no-extension')
  },
  'no-compress': { 'public/long.txt': long('long.txt') },
  'beyond-core': { 'public/plain.txt': text('plain.txt') },
  'custom-routes': {
    'public/plain.txt': text('plain.txt'),
    'public/with space.txt': text('with space.txt'),
    'public/shadow.txt': text('shadow.txt'),
    'public/shadowed.txt': text('shadowed.txt'),
    'public/nested/file.txt': text('nested/file.txt')
  },
  images: {
    ...Object.fromEntries(
      ['sp ace.png', 'grün.png', 'two.dots.png', 'no-extension', '100%.png', '.hidden.png'].map(
        (name) => [`public/photos/${name}`, tiny]
      )
    ),
    // The largest size that the app accepts.
    'public/photos/limit.png': Buffer.concat([tiny, Buffer.alloc(8000 - tiny.length)])
  },
  'no-fs-routes': { 'public/plain.txt': text('plain.txt') },
  'trailing-slash': slashedFiles,
  'skip-trailing-slash': slashedFiles,
  i18n: localizedFiles,
  'i18n-no-detection': localizedFiles,
  'base-path-i18n': localizedFiles,
  'deployment-id': { 'public/plain.txt': text('plain.txt') },
  'edge-middleware': middlewareFiles,
  'node-proxy': middlewareFiles,
  'localized-proxy': middlewareFiles,
  'base-path-middleware': middlewareFiles,
  'raw-middleware': middlewareFiles,
  'edge-functions': middlewareFiles
}

// The time is fixed, so that the validators of all copies are equal.
const modified = new Date('2024-02-29T12:34:56.789Z')

function writePublicFiles(app, folder) {
  for (const [name, content] of Object.entries(files[app] ?? {})) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
    fs.utimesSync(file, modified, modified)
  }
}

module.exports = { oddNames, typedNames: typedNames.split(' '), writePublicFiles }
