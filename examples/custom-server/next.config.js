'use strict'

/** @type {import('next').NextConfig} */
module.exports = {
  // The app is inside another package, whose lock file is not the app's.
  turbopack: { root: __dirname }
}
