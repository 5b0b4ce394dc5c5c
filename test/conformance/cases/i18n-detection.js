'use strict'
// Paths without a locale: how a domain, a cookie and Accept-Language choose one.

const { each, one, rsc, vary } = require('../support/case')

const accepted = [
  'fr',
  'FR',
  'fr-CA',
  'fr-FR,fr;q=0.9,en;q=0.8',
  'en',
  'en-US',
  'en-GB',
  'nl',
  'nl-BE',
  'nl-NL',
  'nl-BE;q=0.5,fr;q=0.9',
  'de,fr;q=0.1',
  'de',
  '*',
  '*;q=0.5,fr;q=0.4',
  'fr;q=0',
  'fr;q=0,*',
  'fr;q=0.0009,nl;q=0.5',
  'fr;q=2,nl',
  'fr;q=abc,nl',
  'fr;q=,nl',
  'fr;q,nl',
  'fr;level=1,nl',
  'fr;q=0.5;level=1,nl',
  ';q=0.5,fr',
  ',,fr,,',
  'fr ; q = 0.5 , nl ; q = 0.6',
  'fr\tnl',
  'nl;q=0.5,fr;q=0.5',
  'fr;Q=0.2,nl;Q=0.3',
  'be',
  'fr-',
  '-fr',
  '',
  ' ',
  'zh-Hant-TW,en-US;q=0.7'
]

const cookies = [
  'NEXT_LOCALE=fr',
  'NEXT_LOCALE=FR',
  'NEXT_LOCALE=nl-be',
  'NEXT_LOCALE=en-US',
  'NEXT_LOCALE=de',
  'NEXT_LOCALE=',
  'NEXT_LOCALE="fr"',
  'NEXT_LOCALE=%66r',
  'NEXT_LOCALE=fr; NEXT_LOCALE=nl',
  'next_locale=fr',
  'a=1; NEXT_LOCALE=nl; b=2'
]

const hosts = [
  'example.be',
  'EXAMPLE.be:8080',
  'example.fr',
  'example.fr:80',
  'www.example.fr',
  'example.com'
]

const language = (value) => ({ 'Accept-Language': value })

// For the root path without a locale, the client decides.
const detection = [
  ...vary(
    '/',
    accepted.map((value) => ({ headers: language(value) }))
  ),
  ...vary(
    '/',
    cookies.map((Cookie) => ({ headers: { Cookie } }))
  ),
  ...vary('/', [
    { headers: { Cookie: 'NEXT_LOCALE=nl', ...language('fr') } },
    { headers: { Cookie: 'NEXT_LOCALE=en-US', ...language('fr') } },
    { headers: { Cookie: 'NEXT_LOCALE=de', ...language('fr') } },
    { method: 'HEAD', headers: language('fr') },
    { method: 'POST', headers: language('fr') },
    { method: 'OPTIONS', headers: language('fr') },
    { ...rsc(language('fr')), rsc: 'right' },
    { headers: { ...language('fr'), 'Accept-Encoding': 'gzip' } },
    { headers: { ...language('fr'), 'x-nextjs-data': '1' } },
    {
      headers: [
        ['Accept-Language', 'de'],
        ['Accept-Language', 'fr']
      ]
    }
  ]),
  ...each(
    [
      '/?x=1&y=%C3%BC+%20&x=2',
      '/?',
      '//',
      '/index',
      '/about',
      '/en-US',
      '/en-US/',
      '/fr',
      '/nl/',
      '/nl?x=1',
      '/EN-us',
      '/%2F',
      '/.',
      '/x/..',
      '/#hash',
      '?x=1',
      'http://fixture.test:4000/',
      '*'
    ],
    { headers: language('fr') }
  ),
  ...each(['/en-US', '/fr', '/nl', '/about'], { headers: { Cookie: 'NEXT_LOCALE=nl-BE' } }),
  ...hosts.flatMap((Host) => [
    ...each(
      ['/', '/?x=1', '/en-US', '/fr', '/fr/', '/nl', '/nl-BE', '/about', '/fr/about', '/nl/about'],
      { headers: { Host } }
    ),
    ...vary(
      '/',
      ['fr', 'nl', 'nl-BE', 'en-US', 'de', '*', 'fr;q'].map((value) => ({
        headers: { Host, ...language(value) }
      }))
    ),
    ...['fr', 'nl', 'en-US'].map((locale) =>
      one('/', { headers: { Host, Cookie: `NEXT_LOCALE=${locale}` } })
    ),
    one('/', { headers: { Host, Cookie: 'NEXT_LOCALE=nl', ...language('fr') } }),
    one('/fr', { headers: { Host, ...language('nl') } }),
    one('/nl/', { headers: { Host, ...language('fr') } })
  ])
]

module.exports = { detection }
