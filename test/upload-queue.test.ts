import { describe, expect, it } from 'vitest'
import { Refused } from '../client/api.ts'
import type { Item } from '../client/parts/uploader/items.ts'
import type { Outside } from '../client/parts/uploader/outside.ts'
import type { StoreAnswer } from '../client/parts/uploader/refusals.ts'
import { createUploader, type FoundFile } from '../client/parts/uploader/uploader.ts'
import { after, coverOf, totalsOf, type Uploads } from '../client/parts/uploader/uploads.ts'

const nothing: Uploads = { items: [], cover: null, hold: null }
const created: StoreAnswer = { status: 201, code: '' }

const found = (path: string, size = 10, type = 'text/plain'): FoundFile => ({
  path,
  file: new File(['x'.repeat(size)], path, { type }),
})

const never = () => Promise.reject(new Error('nothing comes in parts here'))
const noParts: Outside['parts'] = {
  begin: never,
  find: never,
  sign: never,
  put: never,
  complete: never,
  abort: () => undefined,
  digest: never,
  md5s: never,
}

/** A world in which every post waits for its answer. */
function world(changes: Partial<Outside> = {}) {
  const signed: string[] = []
  const answers: ((answer: StoreAnswer) => void)[] = []
  let last = 0
  const outside: Outside = {
    async sign({ path }) {
      signed.push(path)
      return {
        bucket: '',
        region: '',
        action: '',
        url: '',
        fields: {},
        expires: '9999-01-01',
        key: `key of ${path}`,
      }
    },
    post: (_, __, ___, ____, signal) =>
      new Promise((resolve, reject) => {
        answers.push(resolve)
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      }),
    prepare: async original => ({ width: 4, height: 3, colour: null, original, copies: [] }),
    crop: async () => undefined,
    fetch: async () => undefined,
    isReadable: async () => true,
    isOnline: () => true,
    pause: async () => undefined,
    parts: noParts,
    checksum: async () => undefined,
    kept: {
      hold: async () => true,
      keep: async () => undefined,
      recall: async () => undefined,
      forget: async () => undefined,
      tidy: async () => undefined,
    },
    newId: () => `new-${++last}`,
    show: () => 'blob:x',
    unshow: () => undefined,
    ...changes,
  }
  const uploader = createUploader(nothing, outside)
  const states = () => uploader.uploads().items.map(({ progress }) => progress.state)
  return { uploader, signed, answers, states }
}

const soon = () => new Promise(resolve => setTimeout(resolve))

describe('the upload queue', () => {
  it('sends three at once, each signed when its turn comes', async () => {
    const { uploader, signed, answers, states } = world()
    uploader.add(
      ['a', 'b', 'c', 'd', 'e'].map(path => found(path)),
      'files',
    )
    await soon()
    expect(signed).toEqual(['a', 'b', 'c'])
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting', 'waiting'])

    answers[1]?.(created)
    await soon()
    expect(signed).toEqual(['a', 'b', 'c', 'd'])
    expect(uploader.uploads().items[1]).toMatchObject({ key: 'key of b', progress: { state: 'arrived' } })
  })

  it('signs again for each of five more tries, and then waits to be asked', async () => {
    const { uploader, signed, states } = world({ post: async () => ({ status: 503, code: 'SlowDown' }) })
    uploader.add([found('a')], 'files')
    await soon()
    expect(signed).toHaveLength(6)
    expect(states()).toEqual(['failed'])

    uploader.retry('new-1')
    await soon()
    expect(signed).toHaveLength(12)
  })

  it('does not try again what the store will never take', async () => {
    const { uploader, signed } = world({ post: async () => ({ status: 400, code: 'EntityTooLarge' }) })
    uploader.add([found('a')], 'files')
    await soon()
    expect(signed).toHaveLength(1)
    expect(uploader.uploads().items[0]?.progress).toMatchObject({ state: 'failed' })
  })

  it('waits for the network, and then goes on', async () => {
    let online = false
    const { uploader, signed, states } = world({
      isOnline: () => online,
      post: async () => (online ? created : { status: 0, code: '' }),
    })
    uploader.add([found('a'), found('b')], 'files')
    await soon()
    expect(states()).toEqual(['waiting', 'waiting'])
    expect(uploader.uploads().hold).toBe('offline')

    online = true
    uploader.resume()
    await soon()
    expect(states()).toEqual(['arrived', 'arrived'])
    expect(signed).toEqual(['a', 'b', 'a', 'b'])
  })

  it('waits for a log-in, and then goes on', async () => {
    let loggedIn = false
    const settings = {
      bucket: '',
      region: '',
      action: '',
      url: '',
      fields: {},
      expires: '9999-01-01',
      key: 'k',
    }
    const { uploader, states } = world({
      async sign() {
        if (!loggedIn)
          throw new Refused({ statusCode: 401, error: 'Unauthorized', message: 'Please log in.' })
        return settings
      },
      post: async () => created,
    })
    uploader.add([found('a')], 'files')
    await soon()
    expect(uploader.uploads().hold).toBe('login')

    loggedIn = true
    uploader.resume()
    await soon()
    expect(states()).toEqual(['arrived'])
  })

  it('tells a file that has gone from a lost connection', async () => {
    const { uploader, signed } = world({
      post: async () => ({ status: 0, code: '' }),
      isReadable: async () => false,
    })
    uploader.add([found('a')], 'files')
    await soon()
    expect(signed).toHaveLength(1)
    expect(uploader.uploads().items[0]?.progress).toMatchObject({
      problem: 'This file can no longer be read: it was moved, renamed or changed. Please pick it again.',
    })
  })

  it('begins the next when one is cancelled or removed', async () => {
    const { uploader, signed, states } = world()
    uploader.add(
      ['a', 'b', 'c', 'd', 'e'].map(path => found(path)),
      'files',
    )
    await soon()
    uploader.cancel('new-1')
    uploader.remove('new-2')
    await soon()
    expect(signed).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(states()).toEqual(['failed', 'sending', 'sending', 'sending'])
  })

  it('sends a picture with its smaller selves, which may fail', async () => {
    const copies = [480, 1200].map(width => ({ width, blob: new Blob(['x'], { type: 'image/webp' }) }))
    const { uploader, signed } = world({
      prepare: async original => ({ width: 1600, height: 900, colour: '#a1b2c3', original, copies }),
      post: async (_, __, path) =>
        path === 'a-480.webp' ? { status: 400, code: 'EntityTooLarge' } : created,
    })
    uploader.add([found('a.png', 10, 'image/png')], 'pictures')
    await soon()
    expect(signed).toEqual(['a.png', 'a-480.webp', 'a-1200.webp'])
    expect(uploader.uploads().items[0]).toMatchObject({
      key: 'key of a.png',
      size: 12,
      colour: '#a1b2c3',
      variants: [{ key: 'key of a-1200.webp', width: 1200 }],
    })
  })

  it('sends what other sites show of a picture, and cuts it anew where its focus point has moved', async () => {
    const middle = { x: 50, y: 50 }
    const blob = new Blob(['x'], { type: 'image/jpeg' })
    const copies = [{ width: 1200, blob, crop: middle }]
    const { uploader, signed } = world({
      prepare: async original => ({ width: 1600, height: 900, colour: null, original, copies }),
      post: async () => created,
      crop: async (picture, { x }) => (picture instanceof File && x === 20 ? blob : undefined),
    })
    const picture = found('front/a.png', 10, 'image/png')
    uploader.add([picture], 'pictures')
    await soon()
    expect(signed).toEqual(['front/a.png', 'a-card.jpg'])
    const before = uploader.uploads().items
    expect(before[0]?.variants).toEqual([{ key: 'key of a-card.jpg', url: '', width: 1200, crop: middle }])
    expect(await uploader.cropAnew(before)).toEqual(before)

    uploader.dispatch({ happened: 'described', id: 'new-1', focus: { x: 20, y: 50 } })
    const [cut] = await uploader.cropAnew(uploader.uploads().items)
    expect(cut?.variants).toMatchObject([{ key: 'key of a-card.jpg', crop: { x: 20, y: 50 } }])
    expect(signed).toHaveLength(3)
  })

  it('cuts a stored picture from its widest copy, or leaves what was cut', async () => {
    const crop = { key: 'old', url: 'old', width: 1200, crop: { x: 50, y: 50 } }
    const copy = { key: 'wide', url: 'wide', width: 2000 }
    const stored = item('stored', { key: 'stored', focus: { x: 10, y: 10 }, variants: [crop, copy] })
    const blob = new Blob(['x'], { type: 'image/jpeg' })
    const online = { fetch: async (url: string) => new Blob([url]), post: async () => created }
    const { uploader } = world({
      ...online,
      crop: async picture => ((await picture.text()) === 'wide' ? blob : undefined),
    })
    const [cut] = await uploader.cropAnew([stored])
    expect(cut?.variants).toMatchObject([copy, { key: 'key of stored-card.jpg', crop: { x: 10, y: 10 } }])

    const refused = { post: async () => ({ status: 403, code: 'AccessDenied' }), crop: async () => blob }
    expect(await world({ ...online, ...refused }).uploader.cropAnew([stored])).toEqual([stored])
    const offline = world({ fetch: async () => undefined, crop: async () => blob })
    expect(await offline.uploader.cropAnew([stored])).toEqual([stored])
    expect(await world().uploader.cropAnew([item('never', { focus: { x: 1, y: 1 } })])).toHaveLength(1)
  })

  it('does not send again what has arrived of a picture', async () => {
    let isBusy = true
    const copies = [{ width: 480, blob: new Blob(['x'], { type: 'image/webp' }) }]
    const { uploader, signed, states } = world({
      prepare: async original => ({ width: 1600, height: 900, colour: null, original, copies }),
      isOnline: () => !isBusy,
      post: async (_, __, path) => (path === 'a-480.webp' && isBusy ? { status: 0, code: '' } : created),
    })
    uploader.add([found('a.png', 10, 'image/png')], 'pictures')
    await soon()
    expect(states()).toEqual(['waiting'])

    isBusy = false
    uploader.resume()
    await soon()
    expect(signed).toEqual(['a.png', 'a-480.webp', 'a-480.webp'])
    expect(states()).toEqual(['arrived'])
  })

  it('sends nothing of a picture that was cancelled while it was prepared', async () => {
    const { uploader, signed, states } = world({
      prepare: (_, __, signal) =>
        new Promise(resolve => signal.addEventListener('abort', () => resolve(undefined))),
    })
    uploader.add([found('a.png', 10, 'image/png')], 'pictures')
    expect(states()).toEqual(['preparing'])
    uploader.cancel('new-1')
    await soon()
    expect(signed).toEqual([])
    expect(states()).toEqual(['failed'])
  })

  it('prepares pictures, and sends none that cannot be shown', async () => {
    const { uploader, signed } = world({ prepare: async () => undefined })
    uploader.add([found('a.png', 10, 'image/png')], 'pictures')
    await soon()
    expect(signed).toEqual([])
    expect(uploader.uploads().items[0]?.progress).toMatchObject({ state: 'failed' })
  })
})

const item = (id: string, change: Partial<Item> = {}): Item => ({
  id,
  kind: 'picture',
  path: `${id}.png`,
  key: null,
  size: 100,
  type: 'image/png',
  url: '',
  alt: '',
  width: null,
  height: null,
  caption: '',
  focus: null,
  colour: null,
  variants: [],
  sha256: null,
  origin: null,
  upload: null,
  progress: { state: 'waiting' },
  ...change,
})
const three: Uploads = { items: [item('a'), item('b'), item('c')], cover: null, hold: null }
const ids = ({ items }: Uploads) => items.map(({ id }) => id).join('')

describe('the files of a project', () => {
  it('are moved among their kind', () => {
    expect(ids(after(three, { happened: 'moved', id: 'c', to: 0 }))).toBe('cab')
    expect(ids(after(three, { happened: 'moved', id: 'a', to: 1 }))).toBe('bac')
  })

  it('have their first picture as cover until another is chosen, and again once that is removed', () => {
    const chosen = after(three, { happened: 'coverChosen', id: 'b' })
    expect([coverOf(three)?.id, coverOf(chosen)?.id]).toEqual(['a', 'b'])
    expect(coverOf(after(chosen, { happened: 'removed', id: 'b' }))?.id).toBe('a')
  })

  it('give their place, their words and their being the cover to what replaces them', () => {
    const described = after(three, { happened: 'described', id: 'b', alt: 'The board' })
    const chosen = after(described, { happened: 'coverChosen', id: 'b' })
    const replaced = after(chosen, { happened: 'added', items: [item('d', { path: 'b.png' })] })
    expect(ids(replaced)).toBe('adc')
    expect(replaced.items[1]?.alt).toBe('The board')
    expect(coverOf(replaced)?.id).toBe('d')
  })

  it('add up in bytes, without what was there before and what has failed', () => {
    const items = [
      item('stored', { key: 'stored', progress: { state: 'arrived' } }),
      item('a', { key: 'k', progress: { state: 'arrived' } }),
      item('b', { progress: { state: 'sending', sent: 30 } }),
      item('c', { progress: { state: 'failed', problem: '' } }),
      item('d'),
    ]
    expect(totalsOf(items)).toEqual({ files: 2, sent: 130, size: 300 })
  })
})
