import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  // The app is inside another package, whose lock file is not the app's.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) }
}
