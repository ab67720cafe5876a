/** How a backup, a check or a restore ends, besides 0: done. */
export const exit = {
  usage: 2,
  refused: 3,
  /** The backup is finished, but the store lacks what is in use. */
  incomplete: 4,
  failed: 5,
} as const
