'use strict'
// Short ways to write cases of the image optimizer.

const { one, sequence } = require('./case')

const upstream = 'http://127.0.0.1:40999/image'
const photo = '/photos/photo.png'
const browser = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

// Returns the URL of an optimized image. Parameters may be repeated, and others may be added.
function path(url, { at = '/_next/image', w = '64', q = '75', ...rest } = {}) {
  const pairs = Object.entries({ url, w, q, ...rest }).flatMap(([name, value]) =>
    [value].flat().map((text) => `${name}=${encodeURIComponent(text)}`)
  )
  return `${at}?${pairs.join('&')}`
}

const image = (url, parameters, request) => one(path(url, parameters), request)

const accept = (value) => ({ headers: { Accept: value } })

// Repeats a request until it has been answered from the cache more than once.
const twice = (name, url, parameters, request) => {
  const step = { path: path(url, parameters), ...request }
  return sequence(name, [step, step, step])
}

module.exports = { accept, browser, image, path, photo, twice, upstream }
