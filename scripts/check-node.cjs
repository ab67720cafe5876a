// JavaScript, since a Node that is too old does not read TypeScript. The packages bring Node 24 along where they can.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`MuzHack needs Node 24 or newer, and this is ${process.version}.`)
  console.error(
    'Install it from https://nodejs.org, or run npm ci again without leaving out optional packages.',
  )
  process.exit(1)
}
