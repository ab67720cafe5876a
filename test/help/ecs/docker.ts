import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'

// A stand-in of ours for the docker command, outside the house: it remembers what is built and logged in, and pushes
// by the registry API. It builds nothing: what it takes for the image is the archive that it was given.

const home = process.env.DOCKER_CONFIG ?? ''
const [verb = '', ...args] = process.argv.slice(2)
const verbs: Record<string, () => void | Promise<void>> = { version, login, build, push }
const [configFile, imagesFile] = [join(home, 'config.json'), join(home, 'images.json')]

appendFileSync(join(home, 'log'), `${process.argv.slice(2).join(' ')}\n`)
await verbs[verb]?.()
if (process.env.STAND_IN_DOCKER_KILLS === verb) process.kill(process.ppid, 'SIGKILL')

function version() {
  console.log('amd64')
}

async function login() {
  const config = readJson<{ auths: Record<string, unknown> }>(configFile, { auths: {} })
  const auth = Buffer.from(`${args[1]}:${await text(process.stdin)}`).toString('base64')
  write(configFile, { ...config, auths: { ...config.auths, [args.at(-1) ?? '']: { auth } } })
  console.log('Login Succeeded')
}

async function build() {
  const archive = await buffer(process.stdin)
  if (archive.includes('RUN exit 1')) return fail('The command returned a non-zero code: 1')
  const names = args.filter((_, index) => args[index - 1] === '--tag')
  const id = createHash('sha256').update(archive).digest('hex')
  const images = readJson(imagesFile, {})
  write(imagesFile, {
    ...images,
    ...Object.fromEntries(names.map(name => [name, { id, size: archive.length }])),
  })
  console.log(`Successfully built ${id.slice(0, 12)}`)
}

async function push() {
  const [image = ''] = args
  const built = readJson<Record<string, object>>(imagesFile, {})[image]
  if (!built) return fail(`An image does not exist locally with the tag: ${image}`)
  const [, host = '', name, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(image) ?? []
  const auth = readJson<{ auths: Record<string, { auth: string }> }>(configFile, { auths: {} }).auths[host]
    ?.auth
  const url = `${process.env.STAND_IN_REGISTRY}/v2/${name}/manifests/${tag}`
  const body = JSON.stringify({ ...built, image })
  const answer = await fetch(url, { method: 'PUT', body, headers: { authorization: `Basic ${auth}` } })
  if (!answer.ok) return fail(`denied: ${answer.status} ${await answer.text()}`)
  console.log(`${tag}: pushed`)
}

function fail(message: string) {
  console.error(message)
  process.exitCode = 1
}

function readJson<T>(path: string, otherwise: T): T {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : otherwise
}

function write(path: string, value: object) {
  writeFileSync(path, JSON.stringify(value))
}
