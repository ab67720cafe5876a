import { createHash } from 'node:crypto'

/** An ETag of what is answered: the same text, the same tag. */
export const tagOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22)
