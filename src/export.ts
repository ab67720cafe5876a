/**
 * A zip of all that is somebody's: `url` leads to it, for its owner alone, `until` is when it goes; `size` in bytes,
 * times ISO 8601.
 */
export type Export = { number: number; asked: string } & (
  | { state: 'made'; url: string; size: number; until: string }
  | { state: 'being made' }
  | { state: 'failed' }
)

/** The newest first. */
export type Exports = { exports: Export[] }

/** For so many days an export can be downloaded. */
export const daysToFetch = 7
