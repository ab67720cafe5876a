import { buildIfStale } from './build.ts'

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`MuzHack needs Node 24 or newer, and this is ${process.version}. See https://nodejs.org`)
  process.exit(1)
}
await buildIfStale(console.log)
await import('../server/main.ts')
