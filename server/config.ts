import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import type { DatabaseConfig } from './db/db.ts'
import type { StoreConfig } from './files/files.ts'
import { loopback, reachedAt } from './host.ts'
import type { MailConfig } from './mail/mail.ts'

export type Config = {
  production: boolean
  port: number
  /** The address the site listens on, the embedded store too; undefined: every one of the machine. */
  host: string | undefined
  /** Where metrics are told, if anywhere. */
  metrics: { port: number; host: string } | undefined
  /** Where people reach the site, without a slash at the end. */
  publicUrl: string
  data: string
  database: DatabaseConfig
  /** A port means the embedded endpoint, reached by browsers at `url`. */
  store: StoreConfig | { port: number; folder: string; url: string }
  mail: MailConfig
  /** Where to tell of security holes, as a mailto:, https: or tel: address. */
  securityContact: string
  /** Undefined: made once and kept under the data folder. */
  sessionSecret: string | undefined
  trustedProxies: string[]
  rateLimits: boolean
  samples: boolean
  logLevel: string
  revision: string
  /** Milliseconds between SIGTERM and the last connection taken. */
  drainDelay: number
}

type Env = Record<string, string | undefined>

/** Every variable the server reads: what it is for, and an example. */
export const variables = {
  PORT: ['the port the site listens on', '8000'],
  HOST: ['the address the site listens on: one of the machine’s own, 0.0.0.0, or localhost', '127.0.0.1'],
  METRICS_PORT: ['a port of its own, for nobody but Prometheus', '9464'],
  PUBLIC_URL: ['the address people reach the site at', 'https://muzhack.example'],
  MUZHACK_DATA: ['the folder of the embedded database, files and secrets', 'data'],
  MUZHACK_EMBEDDED: [
    'on: one machine is meant, embedded database and files included, in production too',
    'on',
  ],
  MUZHACK_SAMPLES: ['off: begin with an empty site', 'off'],
  S3_PORT: ['the port of the embedded S3 endpoint', '8001'],
  S3_PUBLIC_URL: [
    'the address browsers reach the object store at, where it is another than the server’s',
    'https://files.muzhack.example',
  ],
  SESSION_SECRET: [
    'the secret that seals session cookies, 32 characters or more',
    'the output of: openssl rand -hex 32',
  ],
  DATABASE_URL: ['the PostgreSQL database', 'postgres://muzhack:password@db.example/muzhack'],
  S3_ENDPOINT: ['the object store, unless it is Amazon S3 itself', 'https://s3.example'],
  S3_REGION: ['the region of the bucket', 'eu-central-1'],
  S3_BUCKET: ['the bucket that holds pictures and files', 'muzhack-files'],
  SMTP_URL: [
    'the mail server that takes letters',
    'smtp://muzhack:password@mail.example:587, or smtps:// for port 465',
  ],
  MAIL_FROM: ['the address that letters come from and answers go to', 'MuzHack <post@muzhack.example>'],
  SECURITY_CONTACT: [
    'where people tell of security holes, by default the address of MAIL_FROM',
    'mailto:security@muzhack.example, or https://',
  ],
  TRUSTED_PROXIES: [
    'the proxies whose X-Forwarded-For is believed: addresses, ranges, or loopback, uniquelocal',
    'uniquelocal',
  ],
  RATE_LIMITS: ['off: no limits, for load tests', 'on'],
  LOG_LEVEL: ['how much is logged', 'info'],
  DRAIN_DELAY: ['milliseconds of serving on after SIGTERM, for load balancers to notice', '5000'],
} as const satisfies Record<string, readonly [purpose: string, example: string]>

type Name = keyof typeof variables

/** Reads the environment, or throws an error that says which variable is wrong and what it is for. */
export function readConfig(env: Env): Config {
  const production = env.NODE_ENV === 'production'
  const port = wholeNumber(env, 'PORT', 8000, 65_535)
  const data = resolve(env.MUZHACK_DATA || 'data')
  if (production && !toggle(env, 'MUZHACK_EMBEDDED', false)) requireAll(env)
  if (production && env.RATE_LIMITS === 'off') fail('RATE_LIMITS', 'cannot be off in production')
  return {
    production,
    port,
    host: host(env) ?? (isLoopback(publicUrl(env, port)) ? 'localhost' : undefined),
    metrics: env.METRICS_PORT
      ? { port: wholeNumber(env, 'METRICS_PORT', 0, 65_535), host: host(env) ?? 'localhost' }
      : undefined,
    publicUrl: publicUrl(env, port),
    data,
    database: env.DATABASE_URL ? { url: databaseUrl(env.DATABASE_URL) } : { folder: join(data, 'db') },
    store: store(env, data, port),
    mail: mail(env, data),
    securityContact: securityContact(env),
    sessionSecret: sessionSecret(env),
    trustedProxies: env.TRUSTED_PROXIES?.split(/[\s,]+/).filter(Boolean) ?? [],
    rateLimits: toggle(env, 'RATE_LIMITS', true),
    samples: toggle(env, 'MUZHACK_SAMPLES', true) && !production,
    logLevel:
      oneOf(env, 'LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent']) ??
      (production ? 'info' : 'warn'),
    revision: env.GIT_REVISION || 'development',
    drainDelay: wholeNumber(env, 'DRAIN_DELAY', production ? 5000 : 0, 60_000),
  }
}

function fail(name: Name, problem: string): never {
  const [purpose, example] = variables[name]
  throw new Error(`${name} ${problem}. It is ${purpose}; for example ${name}=${example}`)
}

function requireAll(env: Env) {
  const needed: Name[] = [
    'PUBLIC_URL',
    'SESSION_SECRET',
    'DATABASE_URL',
    'S3_BUCKET',
    'S3_REGION',
    'SMTP_URL',
    'MAIL_FROM',
  ]
  const missing = needed.find(name => !env[name])
  if (missing) fail(missing, 'is not set, and production has no default for it')
}

function wholeNumber(env: Env, name: Name, otherwise: number, most: number): number {
  const text = env[name]
  if (!text) return otherwise
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) fail(name, `must be a whole number up to ${most}`)
  return Number(text)
}

function toggle(env: Env, name: Name, otherwise: boolean): boolean {
  const text = oneOf(env, name, ['on', 'off'])
  return text === undefined ? otherwise : text === 'on'
}

function oneOf(env: Env, name: Name, choices: string[]): string | undefined {
  const text = env[name]
  if (text && !choices.includes(text)) fail(name, `must be one of ${choices.join(', ')}`)
  return text || undefined
}

function host({ HOST: text }: Env): string | undefined {
  if (text && text !== 'localhost' && !isIP(text)) fail('HOST', 'must be an IP address or localhost')
  return text || undefined
}

function publicUrl(env: Env, port: number): string {
  return webAddress('PUBLIC_URL', env.PUBLIC_URL || reachedAt(host(env), port)).origin
}

const isLoopback = (url: string) => loopback.includes(new URL(url).hostname)

function webAddress(name: Name, text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) fail(name, 'must be a http:// or https:// address')
  return url
}

function databaseUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) fail('DATABASE_URL', 'must be a postgres:// address')
  return text
}

function sessionSecret({ SESSION_SECRET: secret }: Env): string | undefined {
  if (secret && secret.length < 32) fail('SESSION_SECRET', 'is too short')
  return secret || undefined
}

/** One machine without a mail server puts letters into a folder, in production too. */
function mail(env: Env, data: string): MailConfig {
  if (!env.SMTP_URL) return { folder: join(data, 'mail'), from: sender(env) }
  const url = URL.parse(env.SMTP_URL)
  if (!url || !/^smtps?:$/.test(url.protocol)) fail('SMTP_URL', 'must be a smtp:// or smtps:// address')
  if (!env.MAIL_FROM) fail('MAIL_FROM', 'is not set')
  return { url: env.SMTP_URL, from: sender(env) }
}

function sender({ MAIL_FROM: from = 'MuzHack <post@muzhack.invalid>' }: Env): string {
  if (!/^([^<>"\r\n]+ <)?[^\s<>@]+@[^\s<>@]+>?$/.test(from)) fail('MAIL_FROM', 'must be an e-mail address')
  return from
}

function securityContact(env: Env): string {
  const contact = env.SECURITY_CONTACT || `mailto:${sender(env).replace(/^.*<|>$/g, '')}`
  if (!/^(mailto:[^\s@]+@|https:\/\/|tel:\+?\d)\S+$/.test(contact))
    fail('SECURITY_CONTACT', 'must be a mailto:, https:// or tel: address')
  return contact
}

function store(env: Env, data: string, port: number): Config['store'] {
  if (!env.S3_BUCKET && !env.S3_ENDPOINT) return embeddedStore(env, data, port)
  const credentials = keys(env)
  const address = (name: 'S3_ENDPOINT' | 'S3_PUBLIC_URL') =>
    env[name] ? webAddress(name, env[name]).href.replace(/\/+$/, '') : undefined
  const publicEndpoint = address('S3_PUBLIC_URL')
  return {
    endpoint: address('S3_ENDPOINT'),
    ...(publicEndpoint && { publicEndpoint }),
    bucket: env.S3_BUCKET || fail('S3_BUCKET', 'is not set'),
    region: env.S3_REGION || env.AWS_REGION || fail('S3_REGION', 'is not set'),
    ...(credentials && { credentials }),
  }
}

function embeddedStore(env: Env, data: string, port: number): Config['store'] {
  const s3Port = wholeNumber(env, 'S3_PORT', port && port + 1, 65_535)
  const { protocol, hostname } = new URL(publicUrl(env, port))
  if (!env.S3_PUBLIC_URL && protocol === 'https:') {
    fail('S3_PUBLIC_URL', 'is not set, and browsers load no files from http:// into a page from https://')
  }
  const url = env.S3_PUBLIC_URL
    ? webAddress('S3_PUBLIC_URL', env.S3_PUBLIC_URL).origin
    : `http://${hostname}:${s3Port}`
  return { port: s3Port, folder: join(data, 'files'), url }
}

/** The first MuzHack's names for the keys; the SDK finds AWS_ACCESS_KEY_ID, roles and profiles by itself. */
function keys({ AWS_ACCESS_KEY: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }: Env) {
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}
