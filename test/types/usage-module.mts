// The same from an ECMAScript module, where the default import is module.exports.

import next from 'next-native'
import 'next-native/register'

const app = next({ port: '3000' })
const html: Promise<string | null> = app.renderToHTML({} as never, {} as never, '/')

export { html }
