import { formatDay } from '../../../../src/format.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, the same in every time zone: `5 minutes ago`, `yesterday`, `on 21 March 2026`. */
export function since(iso: string, now: number): string {
  const age = now - Date.parse(iso)
  if (age < minute) return 'just now'
  if (age < hour) return ago(age / minute, 'minute')
  if (age < day) return ago(age / hour, 'hour')
  return age < 7 * day ? ago(age / day, 'day') : `on ${formatDay(iso)}`
}

const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

const ago = (count: number, unit: 'minute' | 'hour' | 'day') => words.format(-Math.floor(count), unit)
