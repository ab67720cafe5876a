import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Refused } from '../client/api.ts'
import { fromUnfinished } from '../client/parts/uploader/items.ts'
import type { Outside } from '../client/parts/uploader/outside.ts'
import type { StoreAnswer } from '../client/parts/uploader/refusals.ts'
import { createUploader } from '../client/parts/uploader/uploader.ts'
import type { Uploads } from '../client/parts/uploader/uploads.ts'
import type { Unfinished } from '../src/autosave.ts'
import { partSize, type StoredPart, type UploadInParts } from '../src/upload.ts'

const MiB = 1024 * 1024
const size = 101 * MiB
const tape = new File([new Uint8Array(size).fill(7)], 'tape.raw', { lastModified: 1 })
const parts = Math.ceil(size / partSize)

const unfinished = (change: Partial<Unfinished> = {}): Unfinished => ({
  id: 'new-0',
  kind: 'file',
  path: 'tape.raw',
  type: 'application/octet-stream',
  alt: '',
  caption: '',
  origin: { path: 'tape.raw', size, modified: 1 },
  upload: 'begun',
  ...change,
})

const ok: StoreAnswer = { status: 200, code: '' }
const gone = new Refused({ statusCode: 404, error: 'Not Found', message: 'gone' })

/** A store that takes parts, and says what it was asked. */
function world(
  stored: StoredPart[] = [],
  changes: Partial<Outside['parts']> = {},
  before: Unfinished[] = [],
) {
  const asked: string[] = []
  let begun = 0
  const upload = (): UploadInParts => ({
    id: `upload-${begun}`,
    key: 'key',
    url: 'url',
    size,
    partSize,
    parts: stored,
    isComplete: false,
  })
  const outside: Outside = {
    // Forms wait for ever: this is about parts.
    sign: () => new Promise(() => undefined),
    post: () => new Promise(() => undefined),
    parts: {
      async begin() {
        asked.push('begin')
        begun++
        return upload()
      },
      async find(id) {
        asked.push(`find ${id}`)
        return upload()
      },
      async sign(_, { number }) {
        asked.push(`sign ${number}`)
        return { url: `${number}`, headers: {}, expires: '9999-01-01' }
      },
      async put({ url }, bytes) {
        stored.push({ number: Number(url), size: bytes.size, etag: await md5(bytes) })
        return ok
      },
      async complete() {
        asked.push('complete')
        return upload()
      },
      abort: id => void asked.push(`abort ${id}`),
      digest: async () => ({ sha256: 'sum' }),
      md5s: blobs => Promise.all(blobs.map(md5)),
      ...changes,
    },
    checksum: async () => undefined,
    kept: {
      hold: async () => true,
      keep: async () => undefined,
      recall: async () => undefined,
      forget: async () => undefined,
      tidy: async () => undefined,
    },
    newId: () => 'new-1',
    prepare: async () => undefined,
    crop: async () => undefined,
    fetch: async () => undefined,
    isReadable: async () => true,
    isOnline: () => true,
    pause: async () => undefined,
    show: () => 'blob:x',
    unshow: () => undefined,
  }
  const initial: Uploads = { items: before.map(fromUnfinished), cover: null, hold: null }
  const uploader = createUploader(initial, outside)
  const state = () => uploader.uploads().items[0]?.progress
  const settled = () => expect.poll(() => state()?.state).toMatch(/arrived|failed/)
  return { uploader, outside, asked, stored, state, settled }
}

const md5Of = (bytes: ArrayBuffer) => createHash('md5').update(new Uint8Array(bytes)).digest('hex')
const md5 = async (blob: Blob) => md5Of(await blob.arrayBuffer())

const partsSigned = (asked: string[]) => asked.filter(what => what.startsWith('sign')).length

describe('a file above 100 MB', () => {
  it('goes up in parts, which are then completed', async () => {
    const { uploader, asked, stored, settled } = world()
    uploader.add([{ path: 'tape.raw', file: tape }], 'files')
    await settled()

    expect([asked[0], asked.at(-1), partsSigned(asked)]).toEqual(['begin', 'complete', parts])
    expect(stored.reduce((sum, part) => sum + part.size, 0)).toBe(size)
    expect(uploader.uploads().items[0]).toMatchObject({ key: 'key', progress: { state: 'arrived' } })
  })

  it('is not sent again but for the part that failed', async () => {
    let failures = 2
    const { uploader, asked, settled } = world([], {
      put: async ({ url }) => {
        if (url === '3' && failures-- > 0) return { status: 503, code: 'SlowDown' }
        stored.push({ number: Number(url), size: sizes(Number(url)), etag: '' })
        return ok
      },
    })
    const stored: StoredPart[] = []
    uploader.add([{ path: 'tape.raw', file: tape }], 'files')
    await settled()
    expect(asked.filter(what => what === 'sign 3')).toHaveLength(3)
    expect(asked.filter(what => what === 'sign 4')).toHaveLength(3)
  })

  it('goes on after a reload with what is this file’s of what the store has', async () => {
    const etag = await md5(tape.slice(0, partSize))
    const stored = [
      { number: 1, size: partSize, etag },
      { number: 2, size: partSize, etag: 'of another file' },
      { number: 3, size: 5, etag },
    ]
    const { uploader, asked, settled } = world(stored, {}, [unfinished()])
    expect(uploader.uploads().items[0]?.progress.state).toBe('interrupted')
    uploader.add([{ path: 'tape.raw', file: tape }], 'files')
    await settled()

    expect(asked.slice(0, 2)).toEqual(['find begun', 'sign 2'])
    expect(partsSigned(asked)).toBe(parts - 1)
    expect(uploader.uploads().items).toHaveLength(1)
  })

  it('goes on for no file of another size', () => {
    const { uploader, state } = world([], {}, [unfinished()])
    expect(uploader.supply('new-0', new File(['x'], 'tape.raw'))).toBe(
      'This is another file: it has 1 byte, where tape.raw has 101 MB.',
    )
    expect(state()?.state).toBe('interrupted')
  })

  it('begins again when its upload was ended meanwhile', async () => {
    let isGone = true
    const { uploader, asked, settled } = world(
      [],
      {
        find: () => {
          if (!isGone) throw new Error('it was begun anew')
          isGone = false
          return Promise.reject(gone)
        },
      },
      [unfinished()],
    )
    uploader.supply('new-0', tape)
    await settled()
    expect(asked[0]).toBe('begin')
    expect(uploader.uploads().items[0]).toMatchObject({ upload: 'upload-1', progress: { state: 'arrived' } })
  })

  it('is ended at the store when it is cancelled, and begins anew when tried again', async () => {
    const { uploader, asked, state } = world([], { put: never })
    uploader.add([{ path: 'tape.raw', file: tape }], 'files')
    await expect.poll(() => partsSigned(asked)).toBe(4)
    uploader.cancel('new-1')
    expect(state()).toEqual({ state: 'failed', problem: 'Cancelled.' })
    expect(asked.at(-1)).toBe('abort upload-1')

    uploader.retry('new-1')
    await expect.poll(() => asked.filter(what => what === 'begin')).toHaveLength(2)
    uploader.remove('new-1')
    await expect.poll(() => asked.at(-1)).toBe('abort upload-2')
  })
})

describe('an interrupted file', () => {
  it('that this browser kept goes on by itself, unless another tab sends it', async () => {
    const here = world([], {}, [unfinished({ upload: null })])
    here.outside.kept.recall = async () => tape
    here.uploader.recall()
    await here.settled()
    expect(here.asked[0]).toBe('begin')

    const elsewhere = world([], {}, [unfinished()])
    elsewhere.outside.kept.hold = async () => false
    elsewhere.outside.kept.recall = async () => tape
    elsewhere.uploader.recall()
    await expect
      .poll(elsewhere.state)
      .toEqual({ state: 'interrupted', problem: 'Another tab is uploading it.' })
  })

  it('is ended at the store when it is removed, and when another of its name comes in its place', () => {
    const removed = world([], {}, [unfinished()])
    removed.uploader.remove('new-0')
    expect(removed.asked).toEqual(['abort begun'])

    const replaced = world([], {}, [unfinished()])
    replaced.uploader.add([{ path: 'tape.raw', file: new File(['x'], 'tape.raw') }], 'files')
    expect(replaced.asked).toEqual(['abort begun'])
  })
})

const sizes = (number: number) => Math.min(partSize, size - (number - 1) * partSize)

const never = (_: unknown, __: Blob, ___: unknown, signal: AbortSignal) =>
  new Promise<StoreAnswer>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  )
