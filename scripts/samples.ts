import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../server/config.ts'
import { makers, seed } from './seed.ts'

type Kept = { username: string; password: string; done: boolean }

/** Publishes the samples unless that has been done, and says with which account to log in. */
export async function addSamples(site: string, data: string, { again = false } = {}): Promise<void> {
  const file = join(data, 'samples.json')
  const kept = read(file) ?? {
    username: makers[0].username,
    password: randomBytes(9).toString('base64url'),
    done: false,
  }
  write(file, kept)
  if (!kept.done || again)
    await seed({ site, data, password: kept.password, log: message => console.log(message) })
  write(file, { ...kept, done: true })
  console.log(`Log in as ${kept.username} with the password ${kept.password}`)
}

function read(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function write(file: string, kept: Kept) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { publicUrl, data } = readConfig(process.env)
  await addSamples(publicUrl, data, { again: true })
}
