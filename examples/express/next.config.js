import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  // The app lives inside another package, whose lock file is not its own.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) }
}
