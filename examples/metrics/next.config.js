'use strict'

/** @type {import('next').NextConfig} */
module.exports = {
  // The app lives inside another package, whose lock file is not its own.
  turbopack: { root: __dirname }
}
