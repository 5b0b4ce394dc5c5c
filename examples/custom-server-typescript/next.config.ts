import path from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  // The app is inside another package, whose lock file is not the app's.
  turbopack: { root: path.resolve('.') }
}

export default config
