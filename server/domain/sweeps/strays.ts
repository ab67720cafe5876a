import { beingMadeAt } from '../../db/archives.ts'
import { unfinishedOf } from '../../db/multiparts.ts'
import { knownOf } from '../../db/sweeps.ts'
import { privateFolder, publicFolder } from '../../files/address.ts'
import type { Files, ListedObject, Unfinished } from '../../files/files.ts'
import type { Broom } from '../sweeps.ts'

/** What the store holds and the database knows nothing of, and uploads in parts that nobody goes on with. */
export type Strays = { objects: ListedObject[]; unfinished: Unfinished[]; known: number }

const folders = [publicFolder, privateFolder]
const day = 86_400_000
const batch = 1000

/** A day old at least, unless told otherwise: what is younger may be on its way. */
export async function findStrays({ db, files, signal }: Broom, before = yesterday()): Promise<Strays> {
  const strays: Strays = { objects: [], unfinished: [], known: 0 }
  for await (const some of pagesOf(files, signal)) {
    const known = await knownOf(
      db,
      some.map(({ key }) => key),
    )
    strays.known += known.size
    strays.objects.push(...some.filter(({ key, modified }) => !known.has(key) && modified < before))
  }
  for await (const upload of unfinishedIn(files)) {
    signal.throwIfAborted()
    if (upload.begun < before && !(await isGoneOnWith(db, upload))) strays.unfinished.push(upload)
  }
  return strays
}

/** The sweep of uploads ends those that are known; what an archive is being made of may wait for its worker. */
async function isGoneOnWith(db: Broom['db'], { key, id }: Unfinished): Promise<boolean> {
  const known = await unfinishedOf(db, [key])
  return known.some(upload => upload.id === id) || (await beingMadeAt(db, [key])).has(key)
}

async function* unfinishedIn({ multipart }: Files): AsyncGenerator<Unfinished> {
  for (const folder of folders) yield* multipart.unfinished(folder)
}

async function* objectsIn(files: Files): AsyncGenerator<ListedObject> {
  for (const folder of folders) yield* files.list(folder)
}

/** Removes them, unless there are so many that this is more likely the bucket of another database. */
export async function sweepStrays(
  broom: Broom,
  before = yesterday(),
): Promise<{ strays: number; unfinished: number }> {
  const { objects, unfinished, known } = await findStrays(broom, before)
  if (objects.length > Math.max(known, 100)) {
    throw new Error(
      `The store holds ${objects.length} objects that the database does not know, and ${known} that it does: ` +
        'is this the right bucket? Nothing of these was removed.',
    )
  }
  await broom.files.remove(objects.map(({ key }) => key))
  for (const upload of unfinished) await broom.files.multipart.abort(upload)
  return { strays: objects.length, unfinished: unfinished.length }
}

async function* pagesOf(files: Files, signal: AbortSignal): AsyncGenerator<ListedObject[]> {
  let page: ListedObject[] = []
  for await (const object of objectsIn(files)) {
    page.push(object)
    if (page.length < batch) continue
    signal.throwIfAborted()
    yield page
    page = []
  }
  yield page
}

const yesterday = () => new Date(Date.now() - day)
