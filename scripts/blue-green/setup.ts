import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { misunderstood } from '../deploy/arguments.ts'
import { replaceFile } from '../deploy/replace-file.ts'
import { run } from '../deploy/run.ts'
import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import { certificateFile } from './certificate.ts'

type Wish = { folder: string; domain: string | undefined; filesDomain: string | undefined }

/** Writes what is this server's own, once: what is there already is never written over. */
export async function setup(
  { folder, domain, filesDomain = `files.${domain}` }: Wish,
  say: Say,
): Promise<void> {
  if (!domain) throw misunderstood('setup takes where the site will be reached: --domain muzhack.example')
  const files = filesFor(domain, filesDomain)
  const there = Object.keys(files).find(name => existsSync(join(folder, name)))
  if (there)
    throw new Stop(
      exit.refused,
      `${there} is there already, and stays as it is. Nothing was written. (After a setup that was interrupted, where there is no .env yet, remove host/ first.)`,
    )
  for (const name of ['host', 'host/certificates', 'host/haproxy'])
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  if (!existsSync(certificateIn(folder))) await signOurselves(folder, [domain, filesDomain])
  for (const [name, text] of Object.entries(files)) await replaceFile(join(folder, name), text, 0o600)
  say(
    'done',
    `Written: ${Object.keys(files).join(', ')}, and a certificate of our own for 30 days.
Put your mail server into host/muzhack.env (SMTP_URL), then deploy.`,
  )
}

function filesFor(domain: string, filesDomain: string): Record<string, string> {
  const [session, database, store] = [secret(), secret(), secret()]
  return {
    'host/muzhack.env': `# What the site reads (README.md, Configuration). For nobody's eyes.
PUBLIC_URL=https://${domain}
SESSION_SECRET=${session}
DATABASE_URL=postgres://muzhack:${database}@127.0.0.1:5432/muzhack
S3_ENDPOINT=http://127.0.0.1:8003
S3_PUBLIC_URL=https://${filesDomain}
S3_BUCKET=muzhack
S3_REGION=local
AWS_ACCESS_KEY_ID=muzhack
AWS_SECRET_ACCESS_KEY=${store}
MAIL_FROM=MuzHack <post@${domain}>
# Such as smtp://user:password@mail.example:587
SMTP_URL=
`,
    'host/postgres.env': `POSTGRES_USER=muzhack
POSTGRES_DB=muzhack
POSTGRES_PASSWORD=${database}
# The image would let everybody on this machine in without it.
POSTGRES_INITDB_ARGS=--auth-host=scram-sha-256
`,
    'host/store.env': `PUBLIC_URL=https://${domain}
S3_BUCKET=muzhack
S3_REGION=local
AWS_ACCESS_KEY_ID=muzhack
AWS_SECRET_ACCESS_KEY=${store}
`,
    // Last: with it a setup is complete.
    '.env': `# What Compose and npm run deploy:blue-green read. No secrets.
COMPOSE_PROJECT_NAME=muzhack
# Leave out what is elsewhere, and say where it is in host/muzhack.env.
COMPOSE_PROFILES=postgres,store
FILES_HOST=${filesDomain}
`,
  }
}

const certificateIn = (folder: string) => join(folder, 'host/certificates', certificateFile)

const secret = () => randomBytes(32).toString('hex')

/** For a try-out; browsers warn of it. */
async function signOurselves(folder: string, names: string[]): Promise<void> {
  const made = await mkdtemp(join(tmpdir(), 'muzhack-certificate-'))
  const [key, certificate] = [join(made, 'key'), join(made, 'certificate')]
  try {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
    const subject = [
      '-subj',
      `/CN=${names[0]}`,
      '-addext',
      `subjectAltName=${names.map(kindOfName).join(',')}`,
    ]
    await run('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate])
    const pem = (await readFile(certificate, 'utf8')) + (await readFile(key, 'utf8'))
    await replaceFile(certificateIn(folder), pem, 0o600)
  } finally {
    await rm(made, { recursive: true })
  }
}

const kindOfName = (name: string) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)
