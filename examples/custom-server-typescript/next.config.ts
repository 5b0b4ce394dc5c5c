import path from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  // The app lives inside another package, whose lock file is not its own.
  turbopack: { root: path.resolve('.') }
}

export default config
