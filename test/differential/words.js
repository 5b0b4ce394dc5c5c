'use strict'
// The words of rules, outputs and requests. There are few, so that they often match.

const segments = ['a', 'b', 'blog', 'docs', 'old', 'new', 'shop', 'about', 'Up', 'x.y', 'v1.0']
const rareSegments = [
  'index',
  'api',
  'en',
  'fr',
  'ü',
  '%C3%BC',
  'h%20w',
  'a-b',
  'a_b',
  '日本',
  '404'
]
const values = ['1', '42', 'hello', 'a', 'World', 'x-y', 'a.b', 'c%2Fd', 'é', '%E2%82%AC', '~', '0']
const oddValues = [
  '%',
  '%zz',
  '%2e',
  '..',
  '.',
  '%00',
  'a+b',
  'a,b',
  "it's",
  '[x]',
  '(1)',
  '@x',
  ':y'
]
const names = ['id', 'slug', 'path', 'rest', 'lang', 'a1', 'under_score', 'X']

module.exports = { names, oddValues, rareSegments, segments, values }
