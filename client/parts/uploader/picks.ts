import { formatSize } from '../../../src/format.ts'
import {
  convertibleTypes,
  type FileKind,
  fileType,
  normalisePath,
  storedType,
  uploadLimits,
} from '../../../src/upload.ts'
import { type Item, nameOf } from './items.ts'

/** A file that was picked or dropped, with its folders; `type` as the browser says. */
export type Found = { path: string; file: Pick<File, 'size' | 'type'> }

/** Where it was put: sounds go among the sounds from anywhere, and a text sorts what it is given. */
export type Area = 'pictures' | 'files' | 'text'

export type Taken<File extends Found = Found> = { kind: FileKind; path: string; type: string; found: File }

/** What can be taken, and a sentence for everything that cannot or that needs saying. */
export type Picks<File extends Found> = { taken: Taken<File>[]; notes: string[] }

export function choose<File extends Found>(
  found: readonly File[],
  area: Area,
  items: readonly Item[],
): Picks<File> {
  const notes: string[] = []
  const wanted = found.filter(({ path }) => !isJunk(path))
  const taken = new Map<string, Taken<File>>()
  for (const one of wanted) {
    const pick = toTaken(one, area)
    if (typeof pick === 'string') notes.push(pick)
    else place(pick)
  }
  const fitting = fit([...taken.values()])
  return { taken: fitting, notes: [...notes, ...junkNote(found)] }

  function place(pick: Taken<File>) {
    const isHere = (path: string) =>
      taken.has(`${pick.kind}/${path}`) || items.some(item => item.kind === pick.kind && item.path === path)
    // Cameras call every picture the same; files of one name are new versions of one another.
    const path = pick.kind === 'picture' ? freePath(pick.path, isHere) : pick.path
    if (pick.kind !== 'picture' && isHere(path))
      notes.push(`${path} was here already: the new one replaces it.`)
    taken.set(`${pick.kind}/${path}`, { ...pick, path })
  }

  function fit(picks: Taken<File>[]): Taken<File>[] {
    const kept = items.filter(({ kind, path }) => !taken.has(`${kind}/${path}`))
    let count = kept.length
    let size = kept.reduce((sum, item) => sum + item.size, 0)
    const inNumber = picks.filter(() => ++count <= uploadLimits.filesPerProject)
    const inSize = inNumber.filter(({ found }) => {
      if (size + found.file.size > uploadLimits.sizePerProject) return false
      size += found.file.size
      return true
    })
    notes.push(...tooMany(picks.length - inNumber.length), ...tooBig(inNumber.length - inSize.length))
    return inSize
  }
}

/** What operating systems leave in folders and archives. */
const isJunk = (path: string) =>
  /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|__MACOSX)(\/|$)/i.test(path.replaceAll('\\', '/'))

function junkNote(found: readonly Found[]): string[] {
  const names = new Set(
    found
      .filter(({ path }) => isJunk(path))
      .map(({ path }) => (/__MACOSX/.test(path) ? '__MACOSX' : nameOf(path))),
  )
  return names.size === 0
    ? []
    : [`Left out, as only the computer that made it needs it: ${[...names].join(', ')}.`]
}

function toTaken<File extends Found>(found: File, area: Area): Taken<File> | string {
  const path = normalisePath(found.path)
  if (path === undefined)
    return `${nameOf(found.path)}: this file name cannot be kept: it is too long, or has odd characters.`
  const kind = kindOf(found, area)
  const type = kind === 'picture' ? pictureType(found) : storedType(kind, typeOf(found))
  if (type === undefined)
    return `${path} is not a picture browsers can show: use JPEG, PNG, WebP, GIF or AVIF. It can go among the files instead.`
  const most = uploadLimits.size[kind]
  if (found.file.size > most)
    return `${path} is too big (${formatSize(found.file.size)}): at most ${formatSize(most)} for a ${nouns[kind]}.`
  return { kind, path: convertibleTypes.includes(type) ? toJpeg(path) : path, type, found }
}

/** As it is, or as one to be made a JPEG where the browser can read it. */
function pictureType(found: Found): string | undefined {
  const type = typeOf(found).replace(/^image\/hei[cf](-sequence)?$/, 'image/heic')
  return convertibleTypes.includes(type) ? type : storedType('picture', type)
}

const toJpeg = (path: string) => path.replace(/(\.(hei[cf]|tiff?))?$/i, '.jpg')

const nouns: Record<FileKind, string> = { picture: 'picture', audio: 'sound', file: 'file' }

function kindOf(found: Found, area: Area): FileKind {
  if (storedType('audio', typeOf(found)) !== undefined) return 'audio'
  if (area === 'text') return pictureType(found) === undefined ? 'file' : 'picture'
  return area === 'pictures' ? 'picture' : 'file'
}

/** Not every browser knows every type by its ending. */
const endings: Record<string, string> = {
  avif: 'image/avif',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heic',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
}

function typeOf({ file, path }: Found): string {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return file.type || endings[ending] || fileType
}

/** `panel.jpg`, or `panel-2.jpg` where there is one. */
function freePath(path: string, isTaken: (path: string) => boolean): string {
  if (!isTaken(path)) return path
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]+)?$/s.exec(path) ?? []
  for (let number = 2; ; number++) {
    const free = `${stem}-${number}${ending}`
    if (!isTaken(free)) return free
  }
}

function tooMany(count: number): string[] {
  return count === 0 ? [] : [`A project holds at most ${uploadLimits.filesPerProject} files: ${left(count)}.`]
}

function tooBig(count: number): string[] {
  return count === 0
    ? []
    : [`A project holds at most ${formatSize(uploadLimits.sizePerProject)}: ${left(count)}.`]
}

const left = (count: number) => (count === 1 ? 'one file was left out' : `${count} files were left out`)
