import { hiddenCharacters } from './hidden-characters.ts'

/** How a file takes part in a project. */
export type FileKind = 'picture' | 'file' | 'audio'

/** The folder of each kind, in addresses and object keys. */
export const kindFolders: Record<FileKind, KindFolder> = {
  picture: 'pictures',
  file: 'files',
  audio: 'audio',
}
export type KindFolder = 'pictures' | 'files' | 'audio'

const MiB = 1024 * 1024
const GiB = 1024 * MiB

/** Sizes in bytes. */
export const uploadLimits = {
  size: { picture: 20 * MiB, audio: 500 * MiB, file: 2 * GiB } satisfies Record<FileKind, number>,
  filesPerProject: 200,
  sizePerProject: 4 * GiB,
  sizePerAccount: 10 * GiB,
  pathBytes: 512,
  segmentBytes: 255,
} as const

/** Above this a file goes up in parts, each of which may be sent again by itself. In bytes. */
export const largestForm = 100 * MiB

/** The smallest that S3 takes, in bytes: the less is lost with a connection. 10,000 of them are 48 GB. */
export const partSize = 5 * MiB

/** Widths in pixels that a picture is also kept at, where it is wider. */
export const variantWidths: readonly number[] = [480, 1200, 2000]

/** Types that are stored, and shown, as what they are. */
export const pictureTypes: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
]
/** Types that only some browsers read: there they are made JPEGs before they are sent. */
export const convertibleTypes: readonly string[] = ['image/heic', 'image/tiff']

export const audioTypes: readonly string[] = [
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'audio/flac',
  'audio/mp4',
  'audio/aac',
  'audio/webm',
]

/** Everything else is stored as this, to be downloaded and never run or shown inline. */
export const fileType = 'application/octet-stream'

/** Other names browsers give to types we know. */
const typeAliases: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/mp3': 'audio/mpeg',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'application/ogg': 'audio/ogg',
}

/** The type a file of this kind is stored as, or undefined where the kind does not take it. */
export function storedType(kind: FileKind, type: string): string | undefined {
  if (kind === 'file') return fileType
  const plain = (type.split(';')[0] ?? '').trim().toLowerCase()
  const known = typeAliases[plain] ?? plain
  return (kind === 'picture' ? pictureTypes : audioTypes).includes(known) ? known : undefined
}

/**
 * A path as we keep it (NFC, single slashes), or undefined when it cannot be kept: empty, over the limits,
 * `.` or `..` as a segment, hidden characters, or `${filename}`, which S3 puts something else in for.
 */
export function normalisePath(path: string): string | undefined {
  const normal = path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/\/+/g, '/')
    .replace(/^\/|\/$/g, '')
  const segments = normal.split('/')
  const fits =
    normal !== '' &&
    !hiddenCharacters.test(normal) &&
    normal.isWellFormed() &&
    !normal.includes('${filename}') &&
    bytes(normal) <= uploadLimits.pathBytes &&
    segments.every(
      segment => segment !== '.' && segment !== '..' && bytes(segment) <= uploadLimits.segmentBytes,
    )
  return fits ? normal : undefined
}

const bytes = (text: string) => new TextEncoder().encode(text).length

/**
 * The answer of `GET /api/s3Settings`: an HTML form that S3 accepts until `expires` (ISO 8601), as often as it is sent:
 * for that quarter of an hour whoever asked for it can replace what they sent, also once a project refers to it.
 */
export type S3Settings = {
  bucket: string
  region: string
  /** Where to post the form. */
  action: string
  key: string
  /** Where the object can be read afterwards. */
  url: string
  /** Form fields in the order to send them; the file itself comes last, as `file`. */
  fields: Record<string, string>
  expires: string
}

/** The body of `POST /api/s3Uploads`: as asked of s3Settings, for a file that is to come in parts. */
export type WantedUpload = { key: string; type: string; size: number }

/**
 * An upload in parts, for as long as nobody aborts it and a week at most. All parts but the last have `partSize` bytes.
 * `parts` is what the store has of it, by number from 1; `etag` the MD5 of a part in hex, at most stores.
 */
export type UploadInParts = {
  id: string
  key: string
  /** Where the object can be read once it is complete. */
  url: string
  size: number
  partSize: number
  parts: StoredPart[]
  isComplete: boolean
}
export type StoredPart = { number: number; size: number; etag: string }

/** The body of `POST /api/s3Uploads/{id}/parts`: `sha256` of the part in hex, where the browser can tell. */
export type WantedPart = { number: number; sha256?: string }

/** A PUT that S3 accepts until `expires` (ISO 8601), with these headers and the bytes that were asked for. */
export type SignedPart = { url: string; headers: Record<string, string>; expires: string }

export const partsOf = ({ size, partSize }: Pick<UploadInParts, 'size' | 'partSize'>) =>
  Math.ceil(size / partSize)

/** In bytes; `number` from 1. */
export const sizeOfPart = ({ size, partSize }: Pick<UploadInParts, 'size' | 'partSize'>, number: number) =>
  Math.min(partSize, size - (number - 1) * partSize)
