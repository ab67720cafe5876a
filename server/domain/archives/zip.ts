import { createHash } from 'node:crypto'
import { makeZip, predictLength } from 'client-zip'
import type { Files } from '../../files/files.ts'
import { bytesOf } from './source.ts'

/** SHA-256 in hex, by place. */
export type Sums = ReadonlyMap<string, string>
/** What goes into a zip: an object of the store, or a text, which may tell the sums of all that came before it. */
export type Content = { place: string; modified: string } & (
  | { object: { key: string; size: number } }
  | { text: string | ((sums: Sums) => string) }
)
/** The bytes, each good until the next ones; `checksums` has those of the objects that have gone through, by key. */
export type Zip = { bytes: AsyncIterable<Uint8Array>; checksums: ReadonlyMap<string, string> }

type Contents = Iterable<Content> | AsyncIterable<Content>
type Source = { files: Pick<Files, 'get'>; modified: string; signal: AbortSignal }
type Notes = { sums: Map<string, string>; checksums: Map<string, string>; read: WeakSet<Uint8Array> }
type Entry = { name: string; lastModified: Date; size: number; input: Buffer | AsyncIterable<Uint8Array> }

/** The same bytes each time for the same contents. The sums of all come last. */
export function zipOf(contents: Contents, source: Source): Zip {
  const notes: Notes = { sums: new Map(), checksums: new Map(), read: new WeakSet() }
  return { bytes: zipped(contents, notes, source), checksums: notes.checksums }
}

/** In bytes. A text must be as long whatever the sums are. */
export function sizeOf(contents: readonly Content[]): number {
  const sums = new Map(contents.map(({ place }) => [place, noSum]))
  const all: Content[] = [...contents, checksums('')]
  return Number(
    predictLength(
      all.map(content => ({
        name: content.place,
        size: 'object' in content ? content.object.size : Buffer.byteLength(textOf(content, sums)),
      })),
    ),
  )
}

/** Stands for one that is not known yet. */
export const noSum = '0'.repeat(64)

/** As `sha256sum --check` takes them. */
const checksums = (modified: string): Content => ({
  place: 'CHECKSUMS.sha256',
  modified,
  text: sums =>
    [...sums.keys()]
      .toSorted()
      .map(place => `${sums.get(place)}  ${place}\n`)
      .join(''),
})

const textOf = ({ text }: Extract<Content, { text: unknown }>, sums: Sums) =>
  typeof text === 'string' ? text : text(sums)

/** Whoever takes no more of them ends the reading of files too. */
async function* zipped(contents: Contents, notes: Notes, source: Source): AsyncGenerator<Uint8Array> {
  const leaving = new AbortController()
  const signal = AbortSignal.any([source.signal, leaving.signal])
  const reader = makeZip(entries(contents, notes, { ...source, signal })).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
      if (notes.read.has(value)) release(value)
    }
  } finally {
    leaving.abort()
  }
}

async function* entries(contents: Contents, notes: Notes, source: Source): AsyncGenerator<Entry> {
  for await (const content of contents) yield entryOf(content, notes, source)
  yield entryOf(checksums(source.modified), notes, source)
}

function entryOf(content: Content, { sums, checksums, read }: Notes, { files, signal }: Source): Entry {
  const { place: name, modified } = content
  const lastModified = asUtc(modified)
  if ('object' in content) {
    const { key, size } = content.object
    const input = summed(bytesOf(files, { key, size }, signal), read, sum => {
      sums.set(name, sum)
      checksums.set(key, sum)
    })
    return { name, lastModified, size, input }
  }
  const input = Buffer.from(textOf(content, sums))
  sums.set(name, createHash('sha256').update(input).digest('hex'))
  return { name, lastModified, size: input.length, input }
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
