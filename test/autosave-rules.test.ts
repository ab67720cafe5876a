import { describe, expect, it } from 'vitest'
import { Refused } from '../client/api.ts'
import { type Content, isSameContent, nothingTyped } from '../client/parts/project-form/autosave/content.ts'
import {
  type Copy,
  copiesOf,
  copyKey,
  type Found,
  keepCopy,
  type Shelf,
  tidyCopies,
} from '../client/parts/project-form/autosave/copies.ts'
import { createKeeper } from '../client/parts/project-form/autosave/keeper.ts'
import { offerOf } from '../client/parts/project-form/autosave/offer.ts'
import type { Outside } from '../client/parts/project-form/autosave/outside.ts'
import { since } from '../client/parts/project-form/autosave/since.ts'
import { backOff, dueAt } from '../client/parts/project-form/autosave/timing.ts'
import { announcementFor, wordsFor } from '../client/parts/project-form/autosave/words.ts'
import { changedLines } from '../client/ui/changed-lines.ts'
import { newId } from '../client/ui/new-id.ts'
import type { Autosave, AutosaveChange } from '../src/autosave.ts'

const noon = Date.parse('2026-11-24T12:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const aContent = (title: string): Content => ({ ...nothingTyped, title })

const aCopy = (changes: Partial<Copy> = {}): Copy => ({
  id: 'work',
  revision: 1,
  project: null,
  baseVersion: null,
  content: aContent('copied'),
  updated: new Date(noon).toISOString(),
  ...changes,
})

const anAutosave = (changes: Partial<Autosave> = {}): Autosave => ({
  ...aCopy(),
  project: null,
  content: aContent('kept'),
  ...changes,
})

const found = (copy: Copy, key = 'key'): Found => ({ key, copy })

describe('when to send', () => {
  it('is soon after a pause', () => expect(dueAt(0, 1000)).toBe(3500))
  it('is not put off for ever by typing on', () => expect(dueAt(0, 9000)).toBe(7000))
  it('is later after each failure, up to a minute', () =>
    expect([1, 2, 3, 9].map(backOff)).toEqual([2000, 4000, 8000, 60_000]))
})

describe('content', () => {
  it('is the same whatever order a database gives licences back in', () => {
    const one = { ...nothingTyped, licences: { docs: 'CC0-1.0', audio: 'CC0-1.0' } }
    const other = { ...nothingTyped, licences: { audio: 'CC0-1.0', docs: 'CC0-1.0' } }
    expect(isSameContent(one, other)).toBe(true)
  })
})

describe('what is offered when a form opens', () => {
  it('is nothing where nothing was kept', () =>
    expect(offerOf(nothingTyped, null, [])).toEqual({ kind: 'nothing', spent: [] }))

  it('is nothing where what was kept has been saved', () =>
    expect(offerOf(aContent('kept'), anAutosave(), [])).toMatchObject({ kind: 'nothing' }))

  it('is what the server has', () =>
    expect(offerOf(nothingTyped, anAutosave(), [])).toMatchObject({
      kind: 'goOn',
      version: { key: null, content: { title: 'kept' } },
    }))

  it('is what this browser typed since the server had it last', () =>
    expect(offerOf(nothingTyped, anAutosave(), [found(aCopy())])).toMatchObject({
      kind: 'goOn',
      version: { key: 'key', content: { title: 'copied' } },
    }))

  it('is what this browser has where the server has nothing any more', () =>
    expect(offerOf(nothingTyped, null, [found(aCopy())])).toMatchObject({
      kind: 'goOn',
      version: { key: 'key' },
    }))

  it('is a choice where both went on from the same', () =>
    expect(offerOf(nothingTyped, anAutosave({ revision: 2 }), [found(aCopy())])).toMatchObject({
      kind: 'choose',
      mine: { content: { title: 'copied' } },
      theirs: { content: { title: 'kept' } },
    }))

  it('is a choice where another device began anew', () =>
    expect(offerOf(nothingTyped, anAutosave({ id: 'other' }), [found(aCopy())]).kind).toBe('choose'))

  it('leaves out copies that the server has, and says that they are spent', () =>
    expect(
      offerOf(nothingTyped, anAutosave({ revision: 2 }), [found(aCopy({ content: aContent('kept') }))]),
    ).toMatchObject({ kind: 'goOn', version: { key: null }, spent: ['key'] }))
})

describe('copies in the browser', () => {
  it('are read by the account that made them alone, the newest first', () => {
    const shelf = aShelf()
    keepCopy(shelf, copyKey('ada', 'work', 'one'), aCopy())
    keepCopy(shelf, copyKey('ada', 'work', 'two'), aCopy({ updated: new Date(noon + 1).toISOString() }))
    keepCopy(shelf, copyKey('ada2', 'work', 'one'), aCopy())
    expect(copiesOf(shelf, 'ada').map(({ key }) => key)).toEqual([
      copyKey('ada', 'work', 'two'),
      copyKey('ada', 'work', 'one'),
    ])
  })

  it('go after a month, and what cannot be read goes at once', () => {
    const shelf = aShelf()
    keepCopy(shelf, copyKey('ada', 'old', 'one'), aCopy({ updated: new Date(noon - 31 * day).toISOString() }))
    keepCopy(shelf, copyKey('ada', 'new', 'one'), aCopy({ updated: new Date(noon - 29 * day).toISOString() }))
    shelf.setItem(copyKey('ada', 'odd', 'one'), '{"id":')
    shelf.setItem('of something else', '{')
    tidyCopies(shelf, noon)
    expect(shelf.length).toBe(2)
    expect(copiesOf(shelf, 'ada')).toHaveLength(1)
  })

  it('are said not to be kept where there is no room', () => {
    const full = {
      ...aShelf(),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect([keepCopy(full, 'key', aCopy()), keepCopy(undefined, 'key', aCopy())]).toEqual([false, false])
  })
})

describe('the keeper', () => {
  it('keeps here first and then there, and forgets the copy', async () => {
    const { keeper, world, type } = aKeeper()
    type('a')
    await world.pass(1000)
    expect(world.copies).toEqual({ 'id-1': 'a' })
    await world.pass(2000)
    expect(world.sent).toEqual([{ id: 'id-1', revision: 0, title: 'a' }])
    expect(keeper.keeping().at).toBe('kept')
    expect(world.copies).toEqual({})
  })

  it('sends nothing when nothing changed', async () => {
    const { world, type } = aKeeper()
    type('a')
    await world.pass(5000)
    type('a')
    await world.pass(20_000)
    expect(world.sent).toHaveLength(1)
  })

  it('goes on from the last revision', async () => {
    const { world, type } = aKeeper()
    type('a')
    await world.pass(5000)
    type('ab')
    await world.pass(5000)
    expect(world.sent.map(({ revision }) => revision)).toEqual([0, 1])
  })

  it('tries again by itself while the server cannot be reached', async () => {
    const { keeper, world, type } = aKeeper()
    world.refuseWith(0)
    type('a')
    await world.pass(3000)
    expect(keeper.keeping()).toMatchObject({ at: 'held', why: 'unreachable', isHere: true })
    world.refuseWith(null)
    await world.pass(3000)
    expect(keeper.keeping().at).toBe('kept')
  })

  it('waits for a log-in where it is logged out', async () => {
    const { keeper, world, type } = aKeeper()
    world.refuseWith(401)
    type('a')
    await world.pass(60_000)
    expect(world.sent).toHaveLength(1)
    world.refuseWith(null)
    keeper.resume()
    await world.pass(0)
    expect(keeper.keeping().at).toBe('kept')
  })

  it('sends what was refused again only once it has changed', async () => {
    const { keeper, world, type } = aKeeper()
    world.refuseWith(400)
    type('a')
    await world.pass(60_000)
    expect(world.sent).toHaveLength(1)
    expect(keeper.keeping()).toMatchObject({ at: 'held', why: 'refused', message: 'refused' })
    world.refuseWith(null)
    type('ab')
    await world.pass(5000)
    expect(keeper.keeping().at).toBe('kept')
  })

  it('forgets on the server what is undone', async () => {
    const { keeper, world, type } = aKeeper()
    type('a')
    await world.pass(5000)
    type('')
    await world.pass(5000)
    expect(world.removed).toEqual([{ id: 'id-1', revision: 1 }])
    expect(keeper.keeping().at).toBe('nothing')
  })

  it('asks, and sends nothing more, where another place kept something else', async () => {
    const { keeper, world, type } = aKeeper()
    const current = anAutosave({ id: 'theirs', revision: 7 })
    world.refuseWith(409, current)
    type('a')
    await world.pass(5000)
    expect(keeper.keeping()).toMatchObject({ at: 'conflict', current: { id: 'theirs' } })
    type('ab')
    await world.pass(60_000)
    expect(world.sent).toHaveLength(1)
    expect(world.copies).toEqual({ 'id-1': 'ab' })

    world.refuseWith(null)
    keeper.overwrite(current)
    await world.pass(0)
    expect(world.sent.at(-1)).toEqual({ id: 'theirs', revision: 7, title: 'ab' })
    expect(world.copies).toEqual({})
  })

  it('takes the same in another place for its own, whose answer got lost', async () => {
    const { keeper, world, type } = aKeeper()
    world.refuseWith(409, anAutosave({ content: aContent('a'), revision: 3 }))
    type('a')
    await world.pass(5000)
    expect(keeper.keeping().at).toBe('kept')
  })

  it('keeps nothing any more once all is saved', async () => {
    const { keeper, world, type } = aKeeper()
    type('a')
    await keeper.hold()
    keeper.finish()
    keeper.release()
    keeper.hurry()
    type('ab')
    await world.pass(60_000)
    expect([world.sent, world.copies]).toEqual([[], {}])
  })

  it('does not send while a save is under way, and does afterwards', async () => {
    const { keeper, world, type } = aKeeper()
    type('a')
    await keeper.hold()
    await world.pass(60_000)
    expect(world.sent).toEqual([])
    keeper.release()
    await world.pass(5000)
    expect(world.sent).toHaveLength(1)
  })
})

describe('the words', () => {
  it('say what is kept where', () => {
    const held = { at: 'held', why: 'unreachable', message: '' } as const
    expect(wordsFor({ ...held, isHere: true }, false)).toMatch(/^Kept in this browser only: MuzHack cannot/)
    expect(wordsFor({ ...held, isHere: false }, false)).toMatch(/^Not kept: MuzHack cannot be reached/)
    expect(wordsFor({ at: 'kept', updated: new Date().toISOString() }, false)).toMatch(
      /^Kept as a draft at \d\d:\d\d\.$/,
    )
  })

  it('are not said again and again while all is well', () => {
    const kept = { at: 'kept', updated: new Date(noon).toISOString() } as const
    expect(announcementFor(kept, false)).toBe(announcementFor({ at: 'keeping' }, false))
  })

  it('tell how long ago it was', () => {
    const ages = [1, 5 * minute, 3 * hour, 30 * hour, 10 * day]
    expect(ages.map(age => since(new Date(noon - age).toISOString(), noon))).toEqual([
      'just now',
      '5 minutes ago',
      '3 hours ago',
      'yesterday',
      'on 14 November 2026',
    ])
  })
})

describe('the lines that differ', () => {
  it('stand with one line around them, and gaps for the rest', () => {
    const text = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const { mine, theirs } = changedLines(text.join('\n'), text.with(3, 'D').join('\n'))
    expect(shown(mine)).toBe('⋯ c *d e ⋯')
    expect(shown(theirs)).toBe('⋯ c *D e ⋯')
  })

  it('are marked on the side that has them, with the place on the other', () => {
    const { mine, theirs } = changedLines('a\nb\nc\nd', 'a\nd')
    expect(shown(mine)).toBe('a *b *c d')
    expect(shown(theirs)).toBe('a d')
  })

  it('are all of a text beside nothing', () => {
    const { mine, theirs } = changedLines('a\nb', '')
    expect([shown(mine), shown(theirs)]).toEqual(['*a *b', ''])
  })

  it('are found fast in the longest texts', () => {
    // In time of its own on a processor, whatever else a machine does.
    const begun = process.threadCpuUsage()
    expect(changedLines(long(1), long(3)).mine).toHaveLength(50_000)
    expect(process.threadCpuUsage(begun).user / 1000).toBeLessThan(2000)
  })
})

const long = (odd: number) => Array.from({ length: 50_000 }, (_, index) => `${index * odd}`).join('\n')

const shown = (lines: { kind: string; text: string }[]) =>
  lines.map(({ kind, text }) => (kind === 'gap' ? '⋯' : kind === 'changed' ? `*${text}` : text)).join(' ')

it('an id is a UUID, each another', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(newId()).not.toBe(newId())
})

function aShelf(): Shelf {
  const kept = new Map<string, string>()
  return {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
    key: index => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}

function aKeeper() {
  const world = aWorld()
  const keeper = createKeeper(null, world.outside)
  const type = (title: string) =>
    keeper.type({ content: aContent(title), differs: title !== '', project: null, baseVersion: null })
  return { keeper, world, type }
}

/** A world whose clock stands until time is let pass. */
function aWorld() {
  let now = noon
  let ids = 0
  let refusal: { statusCode: number; current?: Autosave } | null = null
  let timers: { due: number; act: () => void }[] = []
  const sent: { id: string; revision: number; title: string }[] = []
  const removed: { id: string; revision: number }[] = []
  const copies: Record<string, string> = {}

  const refuse = () => {
    if (refusal) throw new Refused({ error: '', message: 'refused', ...refusal })
  }

  const outside: Outside = {
    async put(id: string, { revision, content }: AutosaveChange) {
      sent.push({ id, revision, title: content.title })
      refuse()
      return { id, revision: revision + 1, updated: new Date(now).toISOString() }
    },
    async remove({ id, revision }) {
      refuse()
      removed.push({ id, revision })
    },
    isSignedIn: () => true,
    keepCopy({ id, content }) {
      copies[id] = content.title
      return true
    },
    forgetCopy(id) {
      delete copies[id]
    },
    tellOthers: () => undefined,
    newId: () => `id-${++ids}`,
    now: () => now,
    after(time, act) {
      const timer = { due: now + time, act }
      timers.push(timer)
      return () => {
        timers = timers.filter(other => other !== timer)
      }
    },
  }

  /** Lets so many ms pass, in steps. */
  async function pass(time: number) {
    const end = now + time
    do {
      now = Math.min(now + 100, end)
      const due = timers.filter(timer => timer.due <= now)
      timers = timers.filter(timer => timer.due > now)
      for (const { act } of due) act()
      await new Promise(resolve => setImmediate(resolve))
    } while (now < end)
  }

  return {
    outside,
    sent,
    removed,
    copies,
    pass,
    refuseWith(statusCode: number | null, current?: Autosave) {
      refusal = statusCode === null ? null : { statusCode, ...(current && { current }) }
    },
  }
}
