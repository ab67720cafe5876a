import type { Keeping } from './keeper.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })

/** In the reader's own time: `at 12:03`, or `on 3 November 2026 at 12:03`. */
export function whenOf(iso: string, now = new Date()): string {
  const date = new Date(iso)
  return date.toDateString() === now.toDateString()
    ? `at ${clock.format(date)}`
    : `on ${dayAndTime.format(date)}`
}

/** Where what is typed is; undefined where nothing is. */
export function wordsFor(keeping: Keeping, isPublished: boolean): string | undefined {
  switch (keeping.at) {
    case 'nothing':
      return undefined
    case 'keeping':
      return 'Keeping…'
    case 'kept':
      return isPublished
        ? `Kept ${whenOf(keeping.updated)}. Readers see it once you save.`
        : `Kept as a draft ${whenOf(keeping.updated)}.`
    case 'conflict':
      return `${place(keeping.isHere)}: it was changed in another place too.`
    default:
      return `${place(keeping.isHere)}: ${reasonOf(keeping)}`
  }
}

/** The same for the ear: steady while all is well. */
export function announcementFor(keeping: Keeping, isPublished: boolean): string {
  if (keeping.at === 'nothing') return ''
  if (keeping.at === 'keeping' || keeping.at === 'kept') return 'What you type is kept.'
  return wordsFor(keeping, isPublished) ?? ''
}

const place = (isHere: boolean) => (isHere ? 'Kept in this browser only' : 'Not kept')

function reasonOf({ why, message }: Extract<Keeping, { at: 'held' }>): string {
  if (why === 'unreachable') return 'MuzHack cannot be reached. It is tried again by itself.'
  return why === 'loggedOut' ? 'you are logged out.' : message
}
