import { pick } from 'ramda'
import type { FileKind } from '../../../src/upload.ts'
import { hasFailed, type Item, isUnderWay, type Progress } from './items.ts'

/** The files of a project being edited, in the order shown; `cover` is the chosen one's id, null for the first. */
export type Uploads = {
  items: readonly Item[]
  cover: string | null
  /** Why nothing new is begun. */
  hold: 'offline' | 'login' | null
}

export type UploadEvent =
  | { happened: 'added'; items: readonly Item[] }
  | { happened: 'progressed'; id: string; progress: Progress }
  | ({ happened: 'prepared'; id: string } & Pick<Item, 'width' | 'height' | 'colour' | 'type' | 'size'>)
  | ({ happened: 'arrived'; id: string; key: string } & Pick<Item, 'variants'>)
  | { happened: 'supplied'; id: string; url: string }
  | { happened: 'begun'; id: string; upload: string | null }
  | { happened: 'hashed'; id: string; sha256: string }
  | ({ happened: 'described'; id: string } & Partial<Pick<Item, 'alt' | 'caption' | 'focus'>>)
  | { happened: 'moved'; id: string; to: number }
  | { happened: 'removed'; id: string }
  | { happened: 'coverChosen'; id: string }
  | { happened: 'held'; hold: Uploads['hold'] }
  | { happened: 'reset'; uploads: Uploads }

export function after(uploads: Uploads, event: UploadEvent): Uploads {
  switch (event.happened) {
    case 'added':
      return event.items.reduce(add, uploads)
    case 'progressed':
      return change(uploads, event.id, { progress: event.progress })
    case 'prepared':
      return change(uploads, event.id, pick(['width', 'height', 'colour', 'type', 'size'], event))
    case 'arrived':
      return change(uploads, event.id, {
        ...pick(['key', 'variants'], event),
        progress: { state: 'arrived' },
      })
    case 'supplied':
      return change(uploads, event.id, { url: event.url, progress: { state: 'waiting' } })
    case 'begun':
      return change(uploads, event.id, { upload: event.upload })
    case 'hashed':
      return change(uploads, event.id, { sha256: event.sha256 })
    case 'described':
      return change(uploads, event.id, pick(['alt', 'caption', 'focus'], event))
    case 'moved':
      return { ...uploads, items: move(uploads.items, event.id, event.to) }
    case 'removed':
      return remove(uploads, event.id)
    case 'coverChosen':
      return { ...uploads, cover: event.id }
    case 'held':
      return { ...uploads, hold: event.hold }
    default:
      return event.uploads
  }
}

/** A file at the same place takes the other's, its words and its being the cover. */
function add(uploads: Uploads, item: Item): Uploads {
  const same = uploads.items.find(({ kind, path }) => kind === item.kind && path === item.path)
  if (!same) return { ...uploads, items: [...uploads.items, item] }
  const replaced = { ...item, alt: same.alt, caption: same.caption }
  return {
    ...uploads,
    items: uploads.items.map(other => (other === same ? replaced : other)),
    cover: uploads.cover === same.id ? item.id : uploads.cover,
  }
}

function change(uploads: Uploads, id: string, part: Partial<Item>): Uploads {
  return { ...uploads, items: uploads.items.map(item => (item.id === id ? { ...item, ...part } : item)) }
}

function remove(uploads: Uploads, id: string): Uploads {
  const items = uploads.items.filter(item => item.id !== id)
  return { ...uploads, items, cover: uploads.cover === id ? null : uploads.cover }
}

/** `to` counts among the items of the same kind. */
function move(items: readonly Item[], id: string, to: number): readonly Item[] {
  const moved = items.find(item => item.id === id)
  if (!moved) return items
  const kin = ofKind(items, moved.kind).filter(item => item !== moved)
  return [...items.filter(({ kind }) => kind !== moved.kind), ...kin.toSpliced(to, 0, moved)]
}

export const ofKind = (items: readonly Item[], kind: FileKind) => items.filter(item => item.kind === kind)

/** The picture that stands for the project: the chosen one, else the first. */
export function coverOf({ items, cover }: Uploads): Item | undefined {
  const pictures = ofKind(items, 'picture')
  return pictures.find(({ id }) => id === cover) ?? pictures[0]
}

const atOnce = 3

/** What may be begun now, in order. */
export function startable({ items, hold }: Uploads): Item[] {
  if (hold !== null) return []
  const active = items.filter(item => isUnderWay(item) && item.progress.state !== 'waiting').length
  return items.filter(({ progress }) => progress.state === 'waiting').slice(0, Math.max(0, atOnce - active))
}

/** `files` are those on their way; the bytes, of everything that was added here and has not failed. */
export type Totals = { files: number; sent: number; size: number }

export function totalsOf(items: readonly Item[]): Totals {
  const fresh = items.filter(item => item.id !== item.key && !hasFailed(item))
  return {
    files: fresh.filter(isUnderWay).length,
    sent: fresh.reduce((sum, item) => sum + sentOf(item), 0),
    size: fresh.reduce((sum, { size }) => sum + size, 0),
  }
}

function sentOf({ progress, size }: Item): number {
  if (progress.state === 'arrived') return size
  return progress.state === 'sending' ? progress.sent : 0
}
