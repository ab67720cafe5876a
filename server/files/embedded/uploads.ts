import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Draft } from './draft.ts'
import { Refusal } from './refusal.ts'
import { type About, openStored, readAbout, type Stored, syncFolder } from './stored.ts'

/** An object that comes in parts. */
export type Upload = { id: string; key: string; headers: Record<string, string>; begun: string }

export type Part = About & { number: number }

export type Uploads = {
  begin(key: string, headers: Record<string, string>): Promise<Upload>
  /** Refuses an id that is not of this key, as S3 does. */
  find(id: string, key: string): Promise<Upload>
  /** All that were begun and neither completed nor aborted, by key. */
  all(): Promise<Upload[]>
  keepPart(upload: Upload, number: number, draft: Draft, headers: Record<string, string>): Promise<About>
  /** By number, those after `after`, at most `most`. */
  parts(upload: Upload, after: number, most: number): Promise<Part[]>
  openPart(upload: Upload, number: number): Promise<Stored | undefined>
  /** Takes it away with all its parts, at once. */
  end(upload: Upload): Promise<void>
}

/** A folder an upload, named by its id: what was said at its beginning, and a file a part. */
export async function openUploads(folder: string, incoming: string): Promise<Uploads> {
  await mkdir(folder, { recursive: true })
  const place = ({ id }: Upload) => join(folder, id)
  const placeOf = (upload: Upload, number: number) => join(place(upload), nameOf(number))

  return {
    begin: async (key, headers) => {
      const upload = { id: randomUUID(), key, headers, begun: new Date().toISOString() }
      const made = join(incoming, upload.id)
      await mkdir(made)
      await writeDurably(join(made, 'upload.json'), JSON.stringify(upload))
      await rename(made, place(upload))
      await syncFolder(folder)
      return upload
    },
    find: async (id, key) => {
      const upload = isId(id) ? await readUpload(join(folder, id)) : undefined
      if (upload?.key !== key) throw noSuchUpload()
      return upload
    },
    all: async () => {
      const uploads = await Promise.all((await readdir(folder)).map(id => readUpload(join(folder, id))))
      return uploads.filter(upload => upload !== undefined)
    },
    keepPart: (upload, number, draft, headers) =>
      draft.keep(placeOf(upload, number), { key: upload.key, headers }).catch(gone),
    parts: async (upload, after, most) => {
      const numbers = (await readdir(place(upload)).catch(gone)).filter(isPart).map(Number)
      const wanted = numbers.filter(number => number > after).toSorted((a, b) => a - b)
      const parts: Part[] = []
      for (const number of wanted.slice(0, most)) {
        const about = await readAbout(placeOf(upload, number))
        if (about) parts.push({ ...about, number })
      }
      return parts
    },
    openPart: (upload, number) => openStored(placeOf(upload, number)),
    end: async upload => {
      // By one rename to where a crash leaves nothing: what comes for it from now on finds no upload.
      const ended = join(incoming, randomUUID())
      await rename(place(upload), ended).catch(gone)
      await syncFolder(folder)
      await rm(ended, { recursive: true, force: true })
    },
  }
}

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
const isPart = (name: string) => /^\d{5}$/.test(name)
const nameOf = (number: number) => String(number).padStart(5, '0')

async function readUpload(place: string): Promise<Upload | undefined> {
  try {
    const upload: Upload = JSON.parse(await readFile(join(place, 'upload.json'), 'utf8'))
    return upload
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx')
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
}

function gone(error: unknown): never {
  throw isMissing(error) ? noSuchUpload() : error
}

function isMissing(error: unknown): boolean {
  const { code }: { code?: string } = Object(error)
  return code === 'ENOENT'
}

function noSuchUpload(): Refusal {
  return new Refusal('NoSuchUpload', 'The upload was never begun, or was completed or aborted.')
}
