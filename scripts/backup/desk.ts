import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../../server/db/schema.ts'
import type { Files } from '../../server/files/files.ts'
import type { Say } from '../deploy/say.ts'
import { writeBytes } from './files.ts'
import type { Place } from './folder.ts'
import type { BackupOptions } from './options.ts'
import type { Tool } from './postgres.ts'
import { type Bytes, type Seal, sealFor } from './seal.ts'
import type { Sums } from './sums.ts'

/** What a backup is made with: `name` is that of its folder, `sums` those of what is in it so far. */
export type Desk = {
  options: BackupOptions
  tool: Tool
  say: Say
  seal: Seal
  place: Place
  db: Kysely<Schema>
  files: Files
  name: string
  sums: Sums
}

type Content = Bytes | Iterable<string>

/** Writes a file of the backup, encrypted where there is a key. */
export const write = (desk: Desk, file: string, content: Content): Promise<void> =>
  writeWith(desk.seal, desk, file, content)

/** Writes one that is read without a key. */
export const writeOpenly = (desk: Desk, file: string, content: Content): Promise<void> =>
  writeWith(sealFor([]), desk, file, content)

async function writeWith(seal: Seal, { place, name, sums }: Desk, file: string, content: Content) {
  const path = file + seal.suffix
  sums.set(path, await writeBytes(join(place.folder, name, path), seal.close(bytesOf(content))))
}

async function* bytesOf(content: Content): Bytes {
  for await (const some of content) yield typeof some === 'string' ? Buffer.from(some) : some
}
