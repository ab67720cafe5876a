import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * A stand-in of ours for an image registry with immutable tags, outside the house: manifests by the registry API, a
 * password, and Amazon's GetAuthorizationToken beside it. It knows no layers, no lists of manifests and no deletion.
 */
export type Registry = {
  /** As it stands in the name of an image. */
  host: string
  url: string
  /** Digests by name:tag. */
  tags: Map<string, string>
  password: string
  /** Asks for a token from its own login first, as most registries of the world do. */
  bearer: boolean
  after: (pushed: string) => void | Promise<void>
  has(image: string): boolean
  stop(): Promise<void>
}

export async function startRegistry(password: string): Promise<Registry> {
  const server = createServer((request, response) => void handle(registry, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const registry: Registry = {
    host,
    url: `http://${host}`,
    tags: new Map(),
    password,
    bearer: false,
    after: () => undefined,
    has: image =>
      image.startsWith('public/') || [...registry.tags.values()].includes(image.split('@')[1] ?? ''),
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return registry
}

async function handle(registry: Registry, request: IncomingMessage, response: ServerResponse) {
  const body = await text(request)
  const url = new URL(request.url ?? '/', registry.url)
  const end = (status: number, headers: Record<string, string> = {}, answer = '') =>
    response.writeHead(status, headers).end(answer)

  if (request.headers['x-amz-target']) return end(200, {}, JSON.stringify(authorization(registry)))
  if (url.pathname === '/token' && isLoggedIn(registry, request))
    return end(200, {}, JSON.stringify({ token: tokenOf(registry) }))
  if (!isAllowed(registry, request)) return end(401, { 'www-authenticate': challenge(registry) })
  const [, name, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? []
  if (!name || !tag) return end(200)
  const key = `${name}:${tag}`
  if (request.method !== 'PUT') {
    const digest = registry.tags.get(key)
    return digest ? end(200, { 'docker-content-digest': digest }) : end(404)
  }
  if (registry.tags.has(key)) return end(400, {}, 'tag is immutable')
  registry.tags.set(key, `sha256:${createHash('sha256').update(body).digest('hex')}`)
  await registry.after(key)
  return end(201)
}

const authorization = ({ url, password }: Registry) => ({
  authorizationData: [
    {
      authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
      proxyEndpoint: url,
      expiresAt: 4e9,
    },
  ],
})

const challenge = ({ url, bearer }: Registry) =>
  bearer
    ? `Bearer realm="${url}/token",service="stand-in",scope="repository:muzhack:pull"`
    : 'Basic realm="stand-in"'

const tokenOf = ({ password }: Registry) => `token-for-${password}`

function isAllowed(registry: Registry, request: IncomingMessage): boolean {
  if (registry.bearer && request.method === 'HEAD')
    return request.headers.authorization === `Bearer ${tokenOf(registry)}`
  return isLoggedIn(registry, request)
}

const isLoggedIn = ({ password }: Registry, { headers }: IncomingMessage): boolean =>
  Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .endsWith(`:${password}`)
