import pg from 'pg'
import { freePort } from '../free-port.ts'
import { openPostOffice } from '../post-office.ts'
import { credentials, openStore } from '../s3.ts'
import { startPostgres } from './postgres.ts'

/** What stands around the site in production: a database, an object store, a mail server, and where it is reached. */
export type Around = {
  port: number
  env: Record<string, string>
  /** Counts the address of a member as confirmed. */
  confirm(username: string): Promise<void>
  stop(): Promise<void>
}

export async function openAround(): Promise<Around> {
  const [database, store, office, port] = await Promise.all([
    startPostgres(),
    openStore(),
    openPostOffice(),
    freePort(),
  ])
  return {
    port,
    env: {
      PUBLIC_URL: `http://localhost:${port}`,
      SESSION_SECRET: 'a secret of at least thirty-two characters',
      DATABASE_URL: database.url,
      S3_ENDPOINT: store.config.endpoint ?? '',
      S3_BUCKET: store.config.bucket,
      S3_REGION: store.config.region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      SMTP_URL: office.url,
      MAIL_FROM: 'MuzHack <post@muzhack.test>',
      TRUSTED_PROXIES: 'loopback',
      LOG_LEVEL: 'warn',
    },
    async confirm(username) {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      await client.query('update accounts set confirmed = now() where username = $1', [username])
      await client.end()
    },
    async stop() {
      await Promise.all([database.stop(), store.stop(), office.close()])
    },
  }
}
