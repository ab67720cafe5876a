const units = ['KB', 'MB', 'GB', 'TB'] as const

/** A size in bytes as people read it: 1 KB is 1024 bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length)
  const amount = bytes / 1024 ** power
  return `${amount >= 10 ? Math.round(amount) : amount.toFixed(1).replace('.0', '')} ${units[power - 1] ?? ''}`
}

/** A day in the site's language, the same on server and browser: `21 March 2026`. */
export function formatDay(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(iso))
}

/** A time to wait as people say it: `about 2 minutes`. */
export function formatWait(seconds: number): string {
  if (seconds < 15) return 'a few seconds'
  if (seconds < 45) return 'about half a minute'
  if (seconds < 90) return 'about a minute'
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${minutes} minutes`
  return `about ${Math.round(seconds / 3600)} hours`
}
