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
