import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inContext } from './base.ts'
import type { Bench } from './bench.ts'
import { docker } from './docker.ts'

/** Ready, and of the right revision, but with nothing to show. */
const answers500 = `
require('node:http').createServer((request, response) => {
  const isHealth = request.url.startsWith('/healthz/')
  response.writeHead(isHealth ? 200 : 500, {'content-type': 'application/json'})
  response.end(JSON.stringify({revision: process.env.GIT_REVISION}))
}).listen(process.env.PORT, '127.0.0.1')
process.on('SIGTERM', () => process.exit())
`

/** Ready and with every page that a deploy looks at; visitors get nothing. */
const failsLater = `
require('node:http').createServer((got, response) => {
  const isHealth = got.url.startsWith('/healthz/')
  const isVisitor = 'x-forwarded-for' in got.headers
  const type = got.url.startsWith('/assets/') ? 'text/plain' : 'text/html'
  response.writeHead(isVisitor ? 500 : 200, {'content-type': isHealth ? 'application/json' : type})
  response.end(isHealth ? JSON.stringify({revision: process.env.GIT_REVISION}) : '<html></html>')
}).listen(process.env.PORT, '127.0.0.1')
process.on('SIGTERM', () => process.exit())
`

/** Alive, and never ready. */
const neverReady = answers500.replace('isHealth ? 200', "request.url === '/healthz/live' ? 200")

/** Images that should never get to visitors, by what is wrong with them; each with a revision of its own. */
export async function makeBadImages(bench: Bench) {
  return {
    dies: await make(bench, 'dies', `console.error('No strings on this guitar'); process.exit(1)`),
    neverReady: await make(bench, 'never-ready', neverReady),
    answers500: await make(bench, 'answers-500', answers500),
    failsLater: await make(bench, 'fails-later', failsLater),
  }
}

async function make({ engine, images }: Bench, name: string, program: string): Promise<string> {
  const image = `bad:${name}`
  await inContext(async context => {
    await writeFile(join(context, 'main.js'), program)
    const steps = [
      `FROM ${images.one}`,
      'COPY main.js /',
      `ENV GIT_REVISION=${name}`,
      `LABEL org.opencontainers.image.revision=${name}`,
      'CMD ["node", "/main.js"]',
    ]
    await writeFile(join(context, 'Dockerfile'), `${steps.join('\n')}\n`)
    await docker(engine, 'build', '--quiet', '--tag', image, context)
  })
  return image
}
