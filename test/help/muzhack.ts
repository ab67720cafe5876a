import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Server, ServerInjectResponse } from '@hapi/hapi'
import { afterAll, beforeAll } from 'vitest'
import type { Database } from '../../server/db/db.ts'
import { startWorker } from '../../server/domain/jobs/worker.ts'
import { type Bench, jobs } from '../../server/domain/jobs.ts'
import type { Files } from '../../server/files/files.ts'
import { builtFrontend } from '../../server/frontend.ts'
import type { Mail } from '../../server/mail/mail.ts'
import { openSmtp } from '../../server/mail/smtp.ts'
import { createServer } from '../../server/server.ts'
import type { OwnAccount, SignUp } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import type { DraftFile, ProjectDraft } from '../../src/project.ts'
import { type FileKind, kindFolders, type S3Settings } from '../../src/upload.ts'
import { addressesFor, checkAddresses } from './addresses.ts'
import { freshDatabase } from './database.ts'
import { openPostOffice, type PostOffice, type Received } from './post-office.ts'
import { openStore } from './s3.ts'

export const publicUrl = 'http://muzhack.test'
export const password = 'correct horse battery'

type Answer = ServerInjectResponse & { json: <Body>() => Body }

/** Somebody with a browser: keeps cookies, sends JSON. */
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  remove(path: string): Promise<Answer>
  /** Sends a form as a browser without JavaScript does. */
  submit(path: string, fields: Record<string, string>): Promise<Answer>
  /** Uploads the way the browser does: signed by the server, straight to the store. */
  upload(kind: FileKind, path: string, bytes: Buffer, type?: string): Promise<DraftFile>
}

export type MuzHack = {
  server: Server
  files: Files
  db: Database['db']
  mail: Mail
  publicUrl: string
  drain(): void
  visitor(): Visitor
  /** Has all letters sent that are due, and answers those to this address, the first one first. */
  lettersTo(email: string): Promise<Received[]>
  /** Signs somebody up, whose address counts as confirmed, and logs them in. */
  maker(username: string): Promise<Visitor>
}

type Options = { rateLimits?: boolean }
type Place = Options & { office?: PostOffice }

/** The real site over a fresh database and the embedded store, for the tests of one file. */
export function muzhack({ rateLimits = false }: Options = {}): MuzHack {
  const site = {} as MuzHack
  const closers: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const database = await freshDatabase()
    closers.push(database.close)
    const store = await openStore()
    closers.push(store.stop)
    const office = await openPostOffice()
    closers.push(office.close)
    const opened = await openSite(database, store.files, { rateLimits, office })
    closers.push(() => opened.server.stop())
    Object.assign(site, opened)
  })

  afterAll(async () => {
    for (const close of closers.toReversed()) await close()
  })

  return site
}

/** The site over this database and store. */
export async function openSite(
  database: Database,
  files: Files,
  { rateLimits = false, office }: Place = {},
): Promise<MuzHack> {
  const { db } = database
  const mail = openSmtp({ url: office?.url ?? 'smtp://127.0.0.1:1', from: 'MuzHack <post@muzhack.test>' })
  const { server, drain } = await createServer({
    config: {
      port: 0,
      host: undefined,
      publicUrl,
      production: false,
      trustedProxies: ['loopback'],
      rateLimits,
      logLevel: 'silent',
      revision: 'test',
      securityContact: 'mailto:security@muzhack.test',
      sessionSecret: 'a secret of at least thirty-two characters',
    },
    database,
    files,
    frontend: await builtFrontend(join(import.meta.dirname, '../../dist')),
  })
  await server.initialize()
  server.ext('onPostStop', () => mail.close())
  return {
    server,
    files,
    db,
    mail,
    publicUrl,
    drain,
    visitor: () => visitorOf(server, db),
    maker: username => makerOf(server, db, username),
    async lettersTo(email) {
      await deliver({ db, files, mail, publicUrl })
      return office?.received.filter(({ to }) => to === email) ?? []
    },
  }
}

async function makerOf(server: Server, db: Database['db'], username: string): Promise<Visitor> {
  const maker = visitorOf(server, db)
  const answer = await maker.post(paths.api.signup, aSignUp({ username }))
  if (answer.statusCode !== 201) throw new Error(`${username} could not sign up: ${answer.payload}`)
  await db
    .updateTable('accounts')
    .set({ confirmed: new Date() })
    .where('username', '=', username.toLowerCase())
    .execute()
  return maker
}

/** As the site's own worker does, which tests do without. */
async function deliver(bench: Omit<Bench, 'signal'>): Promise<void> {
  const worker = startWorker({ letter: jobs.letter }, { ...bench, log: () => undefined }, { idle: 20 })
  const due = bench.db.selectFrom('jobs').select('id').where('name', '=', 'letter').where('ended', 'is', null)
  while (await due.executeTakeFirst()) await pause(10)
  await worker.stop()
}

export const aSignUp = ({ username = 'ada', ...rest }: Partial<SignUp> = {}) => ({
  username,
  email: `${username}@example.org`,
  name: `Maker ${username}`,
  password,
  ...rest,
})

export const aDraft = (draft: Partial<ProjectDraft> = {}): ProjectDraft => ({
  id: 'tape-loop',
  title: 'Tape Loop',
  summary: 'A loop of tape',
  description: 'It goes **round**.',
  instructions: '1. Cut the tape',
  licences: { docs: 'CC-BY-4.0' },
  tags: ['tape'],
  files: [],
  cover: null,
  status: 'published',
  ...draft,
})

function visitorOf(server: Server, db: Database['db']): Visitor {
  const cookies = new Map<string, string>()

  async function send(
    method: string,
    url: string,
    payload?: string | object,
    headers: Record<string, string> = {},
  ) {
    const answer = await server.inject({
      method,
      url,
      headers: { ...jar(), ...(method !== 'GET' && { origin: publicUrl }), ...headers },
      ...(payload !== undefined && { payload }),
    })
    keep(answer.headers['set-cookie'])
    await checkAddresses(JSON.stringify(answer.headers) + answer.payload, {
      what: `${method} ${url}`,
      said: url + (typeof payload === 'string' ? payload.replaceAll('+', ' ') : JSON.stringify(payload)),
      known: async () => addressesFor(db, await account(), url),
    })
    return Object.assign(answer, { json: <Body>() => JSON.parse(answer.payload) as Body })
  }

  const jar = () =>
    cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}

  async function account(): Promise<OwnAccount | null> {
    const { payload } = await server.inject({ url: paths.api.session, headers: jar() })
    return (JSON.parse(payload) as { account: OwnAccount | null }).account
  }

  function keep(set: string | string[] | undefined) {
    for (const cookie of [set ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
  }

  async function upload(kind: FileKind, path: string, bytes: Buffer, type = 'image/png'): Promise<DraftFile> {
    const wanted = { key: `loop/${kindFolders[kind]}/${path}`, type, size: `${bytes.length}` }
    const signed = await send('GET', `${paths.api.s3Settings}?${new URLSearchParams(wanted)}`)
    const { action, fields, key } = JSON.parse(signed.payload) as S3Settings
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob([new Uint8Array(bytes)]))
    const stored = await fetch(action, { method: 'POST', body: form })
    if (stored.status !== 201) throw new Error(`the store refused ${path}: ${await stored.text()}`)
    return { kind, path, key }
  }

  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers) => send('POST', path, body as object, headers),
    put: (path, body) => send('PUT', path, body as object),
    remove: path => send('DELETE', path),
    submit: (path, fields) =>
      send('POST', path, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
    upload,
  }
}
