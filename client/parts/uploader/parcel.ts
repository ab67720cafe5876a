import { cropSize } from '../../../src/crop.ts'
import type { Focus } from '../../../src/project.ts'
import type { Item } from './items.ts'
import type { Outside } from './outside.ts'
import type { Prepared } from './prepare.ts'
import { type Verdict, vanished, verdictOnPicture } from './refusals.ts'

/** One object to send; `width` of a smaller copy of a picture, `crop` of one that is cut. */
export type Piece = {
  file: Blob
  path: string
  type: string
  width: number | null
  crop?: Focus
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
function copyOf(path: string, { blob, width, crop }: Prepared['copies'][number]): Piece {
  if (crop) return cropPiece(path, blob, crop)
  return { ...pieceOf(`${stemOf(path)}-${width}.${blob.type.replace(/^image\//, '')}`, blob), width }
}

/** `panel-card.jpg` of `front/panel.jpg`. */
export const cropPiece = (path: string, blob: Blob, crop: Focus): Piece => ({
  ...pieceOf(`${stemOf(path)}-card.jpg`, blob),
  width: cropSize.width,
  crop,
})

const stemOf = (path: string) =>
  path
    .replace(/^.*\//, '')
    .replace(/\.[^.]*$/, '')
    .slice(0, 60)

/** Those that have arrived. */
export const variantsIn = (copies: readonly Piece[]): Item['variants'] =>
  copies.flatMap(({ arrived, width, crop }) =>
    arrived && width !== null ? [{ ...arrived, width, ...(crop && { crop }) }] : [],
  )

export const sizeOf = (parcel: Parcel) => parcel.reduce((sum, { file }) => sum + file.size, 0)
