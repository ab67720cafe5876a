import type { Door } from './login.ts'

/** The digest of a tag, by the registry API that all registries have; undefined where there is no such tag. */
export async function findDigest(door: Door, name: string, tag: string): Promise<string | undefined> {
  const url = `${door.address}/v2/${name}/manifests/${tag}`
  const answer = await ask(url, door)
  if (answer.status === 404) return undefined
  if (!answer.ok)
    throw new Error(
      `The registry answers ${answer.status} for ${url}: ${refusals[answer.status] ?? 'try again'}`,
    )
  const digest = answer.headers.get('docker-content-digest') ?? ''
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`The registry tells no digest of ${url}.`)
  return digest
}

const refusals: Record<number, string> = {
  401: 'docker login is needed, or its login is not right.',
  403: 'this login may not read there.',
}

const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

async function ask(url: string, { login }: Door): Promise<Response> {
  const basic = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
  const first = await head(url, basic)
  const challenge = first.headers.get('www-authenticate') ?? ''
  if (first.status !== 401 || !/^bearer /i.test(challenge)) return first
  return head(url, `Bearer ${await fetchToken(challenge, basic)}`)
}

const head = (url: string, authorization?: string) => reach('HEAD', url, authorization)

async function reach(method: 'GET' | 'HEAD', url: string, authorization?: string): Promise<Response> {
  const headers = { accept, ...(authorization && { authorization }) }
  try {
    return await fetch(url, { method, headers, signal: AbortSignal.timeout(30_000) })
  } catch (error) {
    const { host } = new URL(url)
    throw new Error(`The registry at ${host} cannot be reached: ${reasonOf(error)}`, { cause: error })
  }
}

const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message
}

/** As the registry's challenge says: https://distribution.github.io/distribution/spec/auth/token/ */
async function fetchToken(challenge: string, authorization?: string): Promise<string> {
  const told = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  )
  if (!URL.canParse(told.realm ?? ''))
    throw new Error(`The registry asks for a login in no known way: ${challenge}`)
  const url = new URL(told.realm ?? '')
  if (told.service) url.searchParams.set('service', told.service)
  if (told.scope) url.searchParams.set('scope', told.scope)
  const answer = await reach('GET', url.href, authorization)
  if (!answer.ok)
    throw new Error(`The registry's login at ${url.host} answers ${answer.status}: docker login again.`)
  const { token, access_token } = (await answer.json()) as { token?: string; access_token?: string }
  return token ?? access_token ?? ''
}
