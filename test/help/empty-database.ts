import { createHash, type Hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { openDatabase } from '../../server/db/db.ts'

const root = join(import.meta.dirname, '../..')
/** What tests make once and keep for the next run. */
export const cache = join(root, 'node_modules/.cache/muzhack')

/** PGlite's folder of a migrated database without a row, and the same packed: taking it over is far faster than making one. */
export type EmptyDatabase = { folder: string; template: string }

/** Made once for what it is made of, and kept for the next runs. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const place = join(cache, `database-${await madeOf()}`)
  if (!existsSync(place)) await make(place)
  return { folder: join(place, 'db'), template: join(place, 'template.tar') }
}

/** Whole or not at all, whoever is killed meanwhile; of two runs at once the first to be ready is taken. */
async function make(place: string) {
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'making-'))
  const folder = join(making, 'db')
  await (await openDatabase({ folder }, () => undefined)).close()
  const pglite = await PGlite.create(join(folder, 'files'), { extensions: { pg_trgm } })
  await writeFile(join(making, 'template.tar'), (await pglite.dumpDataDir('none')).stream())
  await pglite.close()
  try {
    await rename(making, place)
  } catch (error) {
    await rm(making, { recursive: true })
    if (!existsSync(place)) throw error
  }
}

async function madeOf(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['server/db/migrations', 'server/db/embedded']) await addFolder(hash, folder)
  hash.update(await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json')))
  hash.update(await readFile(import.meta.filename))
  return hash.digest('hex').slice(0, 16)
}

async function addFolder(hash: Hash, folder: string) {
  for (const name of (await readdir(join(root, folder))).toSorted())
    hash.update(name).update(await readFile(join(root, folder, name)))
}
