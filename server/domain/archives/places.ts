import { ascend, sortBy, sortWith } from 'ramda'
import { type FileKind, kindFolders } from '../../../src/upload.ts'

type Named = { kind: FileKind; path: string }
/** A file, and where in the zip it is. */
export type Placed<File> = { file: File; place: string }

/** Where each file goes, in the order of places. */
export const placed = <File extends Named>(files: readonly File[]): Placed<File>[] =>
  inPlaces(files, ({ kind, path }) => `${kindFolders[kind]}/${path}`)

/**
 * Where each of these goes, in the order of places: every one can be unpacked on Windows, macOS and Linux, beside all
 * the others, also where `Panel.svg` and `panel.svg` are one. The same for the same ones, in whatever order they come
 * where none has the place that another wants.
 */
export function inPlaces<File>(files: readonly File[], ownPlace: (file: File) => string): Placed<File>[] {
  const wanted = files.map(file => ({ file, own: ownPlace(file), place: safePlace(ownPlace(file)) }))
  const taken = new Set(wanted.flatMap(({ place }) => foldersOf(place)).map(folded))
  // Whoever can keep its own name does.
  const inTurn = sortWith(
    [ascend(({ own, place }) => (own === place ? 0 : 1)), ascend(({ own }) => own)],
    wanted,
  )
  return sortBy(
    ({ place }) => place,
    inTurn.map(({ file, place }) => ({ file, place: free(place, taken) })),
  )
}

const safePlace = (place: string) => place.split('/').map(safeName).join('/')

function safeName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- these too
  const plain = name.replace(/[\x00-\x1f\x7f<>:"|?*\\]/g, '_').replace(/[. ]$/, '_')
  return deviceNames.test(plain) ? `_${plain}` : plain
}

/** Windows takes these for devices, whatever comes after a dot. */
const deviceNames = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i

const foldersOf = (place: string) =>
  place.split('/').flatMap((_, depth, names) => (depth === 0 ? [] : [names.slice(0, depth).join('/')]))

function free(place: string, taken: Set<string>): string {
  const [, name = place, ending = ''] = /^(.*?[^/])(\.[^./]*)?$/s.exec(place) ?? []
  let found = place
  for (let number = 2; taken.has(folded(found)); number++) found = `${name} (${number})${ending}`
  taken.add(folded(found))
  return found
}

const folded = (place: string) => place.normalize('NFC').toUpperCase().toLowerCase()
