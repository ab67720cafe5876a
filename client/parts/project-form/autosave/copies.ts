import type { Autosave } from '../../../../src/autosave.ts'
import type { Content } from './content.ts'

/** What this browser keeps by itself, of what one tab typed: as an autosave, its project by id alone. */
export type Copy = Omit<Autosave, 'project'> & { project: string | null }

/** A copy, and the key it is kept under. */
export type Found = { key: string; copy: Copy }

/** Where copies are kept; a tab writes under its own name only. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'muzhack-typed'
const longestKept = 30 * 24 * 60 * 60 * 1000

export const copyKey = (account: string, id: string, tab: string) => [prefix, account, id, tab].join(':')

/** The name of the tab that wrote it. */
export const tabOf = (key: string) => key.split(':')[3] ?? ''

/** Whether it is kept now: storage may be full, or switched off. */
export function keepCopy(shelf: Shelf | undefined, key: string, copy: Copy): boolean {
  try {
    shelf?.setItem(key, JSON.stringify(copy))
    return shelf !== undefined
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

/** What this account has here, the newest first. */
export function copiesOf(shelf: Shelf | undefined, account: string): Found[] {
  return keysOf(shelf)
    .filter(key => key.startsWith(`${prefix}:${account}:`))
    .flatMap(key => found(key, shelf?.getItem(key) ?? ''))
    .toSorted((one, other) => other.copy.updated.localeCompare(one.copy.updated))
}

/** Removes what nobody has come back to for a month, whoever's it is, and what cannot be read. */
export function tidyCopies(shelf: Shelf | undefined, now: number): void {
  const isOld = (key: string) =>
    !found(key, shelf?.getItem(key) ?? '').some(({ copy }) => now - Date.parse(copy.updated) < longestKept)
  for (const key of keysOf(shelf).filter(isOld)) shelf?.removeItem(key)
}

const keysOf = (shelf: Shelf | undefined): string[] =>
  Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? '').filter(key =>
    key.startsWith(`${prefix}:`),
  )

/** An older MuzHack may have written it: what does not look like a copy is none. */
function found(key: string, json: string): Found[] {
  try {
    const copy = JSON.parse(json) as Partial<Copy> | null
    return isWhole(copy) ? [{ key, copy }] : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

const isWhole = (copy: Partial<Copy> | null): copy is Copy =>
  typeof copy?.id === 'string' &&
  typeof copy.revision === 'number' &&
  typeof copy.updated === 'string' &&
  isContent(copy.content)

const isContent = (content: Partial<Content> | undefined) =>
  content !== undefined &&
  ['id', 'title', 'summary', 'description', 'instructions'].every(
    name => typeof content[name as keyof Content] === 'string',
  ) &&
  Array.isArray(content.files) &&
  Array.isArray(content.tags) &&
  typeof content.licences === 'object'
