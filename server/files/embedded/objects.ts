import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { splitEvery } from 'ramda'
import { type Draft, startDraft } from './draft.ts'
import { type Keys, openKeys } from './keys.ts'
import { type About, openStored, readAbout, type Stored, syncFolder } from './stored.ts'
import { openUploads, type Uploads } from './uploads.ts'

export type Objects = {
  /** With an ETag it is not hashed for one. */
  draft(etag?: string): Promise<Draft>
  keep(draft: Draft, about: Pick<About, 'key' | 'headers'>): Promise<About>
  open(key: string): Promise<Stored | undefined>
  about(key: string): Promise<About | undefined>
  /** For good once `settle` has been awaited. */
  remove(key: string): Promise<void>
  settle(): Promise<void>
  page: Keys['page']
  uploads: Uploads
}

const readAtOnce = 16

/**
 * Objects in a folder, a file each: one rename makes the bytes and what is known of them visible at once. The file
 * is named by the key's hash, so that no key can clash with another on a file system that ignores case, be too long
 * for it, or lead out of the folder.
 */
export async function openObjects(folder: string): Promise<Objects> {
  const kept = join(folder, 'objects')
  const incoming = join(folder, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  await mkdir(kept, { recursive: true })
  const place = (key: string) => join(kept, createHash('sha256').update(key).digest('hex'))
  const keys = openKeys(() => keysIn(kept))

  return {
    draft: etag => startDraft(join(incoming, randomUUID()), etag),
    keep: async (draft, about) => {
      const known = await draft.keep(place(about.key), about)
      keys.added(about.key)
      return known
    },
    open: key => openStored(place(key)),
    about: key => readAbout(place(key)),
    remove: async key => {
      await rm(place(key), { force: true })
      keys.removed(key)
    },
    settle: () => syncFolder(kept),
    page: keys.page,
    uploads: await openUploads(join(folder, 'uploads'), incoming),
  }
}

async function keysIn(kept: string): Promise<string[]> {
  const keys: string[] = []
  for (const names of splitEvery(readAtOnce, await readdir(kept))) {
    const some = await Promise.all(names.map(name => readAbout(join(kept, name))))
    keys.push(...some.flatMap(about => about?.key ?? []))
  }
  return keys
}
