import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import Joi from 'joi'
import { run } from '../deploy/run.ts'

export type Login = { username: string; password: string }

/** Where a registry is spoken to, and who we are there. */
export type Door = { address: string; login?: Login }

type DockerConfig = {
  auths: Record<string, { auth?: string }>
  credHelpers: Record<string, string>
  credsStore?: string
}

/** The way into a registry: by a fresh token for ECR, by what `docker login` has kept for any other. */
export async function openDoor(host: string): Promise<Door> {
  if (isEcr(host)) return (await import('./ecr.ts')).openEcr(host)
  const login = await keptLogin(host === 'docker.io' ? 'https://index.docker.io/v1/' : host)
  return { address: addressOf(host), ...(login && { login }) }
}

/** By standard input, since arguments can be read by everybody on the machine. */
export async function dockerLogin(host: string, { login }: Door): Promise<void> {
  if (!isEcr(host) || !login) return
  await run('docker', ['login', '--username', login.username, '--password-stdin', host], {
    input: login.password,
  })
}

const isEcr = (host: string): boolean => /^\d{12}\.dkr[.-]ecr(-fips)?\.[\w.-]+$/.test(host)

/** As Docker does, which speaks plain HTTP to this machine only. */
function addressOf(host: string): string {
  if (host === 'docker.io') return 'https://registry-1.docker.io'
  return /^(localhost|127\.[\d.]+|\[::1\])(:|$)/.test(host) ? `http://${host}` : `https://${host}`
}

async function keptLogin(key: string): Promise<Login | undefined> {
  const { auths, credHelpers, credsStore } = await readDockerConfig()
  const helper = credHelpers[key] ?? credsStore
  if (helper) return askHelper(helper, key)
  const [username = '', ...password] = Buffer.from(auths[key]?.auth ?? '', 'base64')
    .toString('utf8')
    .split(':')
  return username ? { username, password: password.join(':') } : undefined
}

const dockerConfig = Joi.object<DockerConfig, true>({
  auths: Joi.object()
    .pattern(Joi.string(), Joi.object({ auth: Joi.string().allow('') }).unknown())
    .default({}),
  credHelpers: Joi.object().pattern(Joi.string(), Joi.string()).default({}),
  credsStore: Joi.string(),
}).unknown()

async function readDockerConfig(): Promise<DockerConfig> {
  const path = join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return Joi.attempt(JSON.parse(text), dockerConfig, `${path} is not as Docker writes it:`)
}

/** A helper that knows nobody there fails; then we are nobody there. */
async function askHelper(helper: string, key: string): Promise<Login | undefined> {
  const answer = await run(`docker-credential-${helper}`, ['get'], { input: key }).catch(() => undefined)
  if (answer === undefined) return undefined
  const { Username: username, Secret: password } = JSON.parse(answer) as { Username: string; Secret: string }
  return { username, password }
}
