import type { Item } from './items.ts'
import type { Outside } from './outside.ts'
import type { Prepared } from './prepare.ts'
import { type Verdict, vanished, verdictOnPicture } from './refusals.ts'

/** One object to send; `width` of a smaller copy of a picture. */
export type Piece = {
  file: Blob
  path: string
  type: string
  width: number | null
  arrived?: { key: string; url: string }
  /** Begun in parts: `isOurs` when this page sent whatever the store has of it. */
  upload?: { id: string; isOurs: boolean }
}

/** A file, and what is sent beside it. */
export type Parcel = [original: Piece, ...copies: Piece[]]

/** What there is to send of a file, and how a picture looks; or why it cannot be one. */
export async function packed(
  { kind, path, type, upload }: Item,
  file: File,
  signal: AbortSignal,
  outside: Outside,
): Promise<{ parcel: Parcel; prepared?: Prepared } | Verdict> {
  if (kind !== 'picture')
    return {
      parcel: [{ file, path, type, width: null, ...(upload && { upload: { id: upload, isOurs: false } }) }],
    }
  const prepared = await outside.prepare(file, type, signal)
  if (!prepared) return (await outside.isReadable(file)) ? verdictOnPicture(type) : vanished
  const { original, copies } = prepared
  return { prepared, parcel: [pieceOf(path, original), ...copies.map(copy => copyOf(path, copy))] }
}

const pieceOf = (path: string, file: Blob): Piece => ({ file, path, type: file.type, width: null })

/** `panel-480.webp` of `front/panel.jpg`. */
function copyOf(path: string, { blob, width }: Prepared['copies'][number]): Piece {
  const stem = path
    .replace(/^.*\//, '')
    .replace(/\.[^.]*$/, '')
    .slice(0, 60)
  return { ...pieceOf(`${stem}-${width}.${blob.type.replace(/^image\//, '')}`, blob), width }
}

/** Those that have arrived. */
export const variantsIn = (copies: readonly Piece[]): Item['variants'] =>
  copies.flatMap(({ arrived, width }) => (arrived && width !== null ? [{ ...arrived, width }] : []))

export const sizeOf = (parcel: Parcel) => parcel.reduce((sum, { file }) => sum + file.size, 0)
