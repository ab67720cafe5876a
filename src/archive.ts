/**
 * A zip of everything in a published project, of exactly the version it stands beside: `size` in bytes, `seconds` until
 * it is there, null where nobody can tell. One that failed is made again with the next save.
 */
export type Archive =
  | { state: 'made'; url: string; size: number }
  | { state: 'being made'; seconds: number | null }
  | { state: 'failed' }
