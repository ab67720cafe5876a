import { createHash } from 'node:crypto'
import { makeZip, predictLength } from 'client-zip'
import type { StoredFile, StoredProject } from '../../db/projects.ts'
import type { Files } from '../../files/files.ts'
import { placed } from './places.ts'
import { bytesOf } from './source.ts'
import { attributionOf, checksumsOf, metadataOf } from './texts.ts'

type Entry = { name: string; lastModified: Date; size: number; input: Buffer | AsyncIterable<Uint8Array> }
/** What it needs of a bench. */
type Source = { files: Pick<Files, 'get'>; publicUrl: string; signal: AbortSignal }

/**
 * A project as a zip: `size` in bytes, and the bytes themselves, the same each time, each good until the next ones.
 * `checksums` has those of the files that have gone through, by key.
 */
export function zipOf(
  project: StoredProject,
  source: Source,
): { size: number; bytes: AsyncIterable<Uint8Array>; checksums: ReadonlyMap<string, string> } {
  const plan = planOf(project, source)
  const { checksums } = plan
  return { size: Number(predictLength(plan.entries())), bytes: zipped(plan, source.signal), checksums }
}

/** Sums are known only once a file has gone through, so that what tells them comes last. */
function planOf(project: StoredProject, { files, publicUrl, signal }: Source) {
  const lastModified = asUtc(project.updated)
  const places = placed(project.files)
  const sums = new Map<string, string>()
  const checksums = new Map<string, string>()
  const read = new WeakSet<Uint8Array>()

  const text = (name: string, content: string): Entry => {
    const input = Buffer.from(content)
    sums.set(name, createHash('sha256').update(input).digest('hex'))
    return { name, lastModified, size: input.length, input }
  }
  const object = ({ key, size }: StoredFile, name: string, signal: AbortSignal): Entry => ({
    name,
    lastModified,
    size,
    input: summed(bytesOf(files, { key, size }, signal), read, sum => {
      sums.set(name, sum)
      checksums.set(key, sum)
    }),
  })

  return {
    read,
    checksums,
    *entries(stop: AbortSignal = signal): Generator<Entry> {
      yield text('description.md', project.description)
      yield text('instructions.md', project.instructions)
      yield text('ATTRIBUTION.txt', attributionOf(project, publicUrl))
      for (const { file, place } of places) yield object(file, place, stop)
      yield text('muzhack/metadata.yaml', metadataOf(project, places, sums, publicUrl))
      yield text(
        'CHECKSUMS.sha256',
        checksumsOf([...texts, ...places.map(({ place }) => place)].toSorted(), sums),
      )
    },
  }
}

const texts = ['description.md', 'instructions.md', 'ATTRIBUTION.txt', 'muzhack/metadata.yaml']

/** Whoever takes no more of them ends the reading of files too. */
async function* zipped(
  { entries, read }: ReturnType<typeof planOf>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const leaving = new AbortController()
  const reader = makeZip(entries(AbortSignal.any([signal, leaving.signal]))).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
      if (read.has(value)) release(value)
    }
  } finally {
    leaving.abort()
  }
}

/** Gives the memory of what was read back at once: V8 would let 64 MB and more of it pile up before it looks. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

async function* summed(
  bytes: AsyncIterable<Uint8Array>,
  read: WeakSet<Uint8Array>,
  tell: (sum: string) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const some of bytes) {
    hash.update(some)
    read.add(some)
    yield some
  }
  tell(hash.digest('hex'))
}

/** client-zip writes what clocks show here: this makes them show what they show in Greenwich. */
function asUtc(iso: string): Date {
  const time = new Date(iso)
  const day = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()] as const
  return new Date(...day, time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds())
}
