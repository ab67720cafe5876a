import type { Refusal } from '../../../src/answers.ts'

/** What to do about a refusal, and how to tell it. */
export type Verdict = {
  next: 'retry' | 'stop' | 'login'
  problem: string
  /** There was no answer at all. */
  isLost?: true
}

/** What an object store answered; `status` 0 for no answer, `code` as S3 knows it, empty where there was none. */
export type StoreAnswer = { status: number; code: string }

const lost = 'The connection was lost.'

export const vanished: Verdict = {
  next: 'stop',
  problem: 'This file can no longer be read: it was moved, renamed or changed. Please pick it again.',
}

/** About a picture that this browser cannot show. */
export function verdictOnPicture(type: string): Verdict {
  const problem =
    unreadable[type] ?? 'This picture cannot be shown: it is damaged, or not what its name says.'
  return { next: 'stop', problem }
}

const unreadable: Record<string, string> = {
  'image/heic':
    'This browser cannot read HEIC pictures, which Apple’s Safari can: pick it there, or save it as JPEG and pick that.',
  'image/tiff':
    'This browser cannot read TIFF pictures: save it as JPEG or PNG and pick that, or add it among the files.',
}

/** The store's own words differ from store to store, and are not for people. */
export function verdictOnStore({ status, code }: StoreAnswer, expired: boolean): Verdict {
  if (status === 0) return { next: 'retry', problem: lost, isLost: true }
  if (expired && status < 500) return { next: 'retry', problem: 'The permission to upload ran out.' }
  const known = codes[code]
  if (known) return known
  if (status >= 500 || status === 408 || status === 429)
    return { next: 'retry', problem: 'The file store is busy.' }
  return { next: 'stop', problem: 'The file store does not take this file. Please tell us if this stays so.' }
}

const interrupted: Verdict = { next: 'retry', problem: 'The upload was interrupted.' }
const changed: Verdict = {
  next: 'stop',
  problem: 'This file is not as long as it was when you picked it. Please pick it again.',
}
const unsigned: Verdict = { next: 'retry', problem: 'The file store did not accept our permission.' }

const codes: Record<string, Verdict> = {
  EntityTooLarge: changed,
  EntityTooSmall: changed,
  MaxMessageLengthExceeded: changed,
  IncompleteBody: interrupted,
  // What came is not what was signed: changed on its way, or the file on its disk.
  XAmzContentSHA256Mismatch: interrupted,
  BadDigest: interrupted,
  // The next look finds that out, and begins again.
  NoSuchUpload: interrupted,
  RequestTimeout: interrupted,
  ExpiredToken: { next: 'retry', problem: 'The permission to upload ran out.' },
  // Keys are changed now and then; the next signature is made with the new ones.
  SignatureDoesNotMatch: unsigned,
  InvalidAccessKeyId: unsigned,
  InvalidToken: unsigned,
  RequestTimeTooSkewed: {
    next: 'retry',
    problem: 'The clocks of MuzHack and of its file store do not agree. This is our fault, not yours.',
  },
  AccessDenied: {
    next: 'stop',
    problem: 'The file store does not allow this upload. Please try it again, and tell us if this stays so.',
  },
  NoSuchBucket: { next: 'stop', problem: 'The file store is not set up. Please tell us.' },
  KeyTooLongError: { next: 'stop', problem: 'This file’s name is too long.' },
}

/** What MuzHack said when asked to sign: its words are for people. */
export function verdictOnSigning({ statusCode, message }: Refusal): Verdict {
  if (statusCode === 401) return { next: 'login', problem: 'You are logged out.' }
  if (statusCode === 0) return { next: 'retry', problem: 'MuzHack cannot be reached.', isLost: true }
  return { next: statusCode >= 500 ? 'retry' : 'stop', problem: message }
}
