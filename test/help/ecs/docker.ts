import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

// What of bin/docker meets a registry.

const home = process.env.DOCKER_CONFIG ?? ''
const [verb = '', ...args] = process.argv.slice(2)
const verbs: Record<string, () => void | Promise<void>> = { login, push }
const configFile = join(home, 'config.json')
const log = () => readFileSync(join(home, 'log'), 'utf8')

await verbs[verb]?.()

async function login() {
  const config = readJson<{ auths: Record<string, unknown> }>(configFile, { auths: {} })
  const auth = Buffer.from(`${args[1]}:${await text(process.stdin)}`).toString('base64')
  write(configFile, { ...config, auths: { ...config.auths, [args.at(-1) ?? '']: { auth } } })
  console.log('Login Succeeded')
}

async function push() {
  const [image = ''] = args
  if (!log().includes(`--tag ${image} `))
    return fail(`An image does not exist locally with the tag: ${image}`)
  const [, host = '', name, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(image) ?? []
  const auth = readJson<{ auths: Record<string, { auth: string }> }>(configFile, { auths: {} }).auths[host]
    ?.auth
  const url = `${process.env.STAND_IN_REGISTRY}/v2/${name}/manifests/${tag}`
  const body = JSON.stringify({
    image,
    of: createHash('sha256')
      .update(readFileSync(join(home, 'archive')))
      .digest('hex'),
  })
  const put = request(url, { method: 'PUT', agent: false, headers: { authorization: `Basic ${auth}` } }).end(
    body,
  )
  const [answer] = (await once(put, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 201) return fail(`denied: ${answer.statusCode} ${await text(answer)}`)
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
