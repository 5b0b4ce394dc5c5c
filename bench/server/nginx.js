'use strict'
// nginx as a peer: the ceiling for static files. It serves copies of the app's files at the URLs of
// the scenarios, and either compresses each answer or has compressed copies.

const fs = require('node:fs')
const path = require('node:path')
const zlib = require('node:zlib')

const { root } = require('../../scripts/lib/run')

function configuration({ folder, port, isPrecompressed }) {
  const compression = isPrecompressed
    ? 'gzip_static on;'
    : 'gzip on; gzip_types *; gzip_comp_level 6; gzip_min_length 1024;'
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temporary;`)
    .join('\n  ')
  // A single process, so that its CPU time is the server's.
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  ${temporary}
  types { application/javascript js; image/svg+xml svg; application/octet-stream bin; }
  default_type text/html;
  ${compression}
  server { listen 127.0.0.1:${port}; root ${folder}/html; }
}
`
}

/** Returns the command of an nginx that serves `files`, a map of URLs to files. */
function nginxCommand({ files }, port, { isPrecompressed }) {
  const folder = path.join(root, 'build', 'bench', isPrecompressed ? 'nginx-gzip-static' : 'nginx')
  fs.rmSync(folder, { recursive: true, force: true })
  for (const [url, file] of Object.entries(files)) {
    const target = path.join(folder, 'html', url)
    const body = fs.readFileSync(file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, body)
    if (isPrecompressed) fs.writeFileSync(`${target}.gz`, zlib.gzipSync(body, { level: 9 }))
  }
  const file = path.join(folder, 'nginx.conf')
  fs.writeFileSync(file, configuration({ folder, port, isPrecompressed }))
  return ['nginx', '-e', 'stderr', '-p', folder, '-c', file]
}

module.exports = { nginxCommand }
