import { type FileKind, kindFolders } from '../../../src/upload.ts'
import { type Edit, type Field, replacement } from './edit.ts'

/** A file that a text can refer to. */
export type Attachment = {
  id: string
  kind: FileKind
  path: string
  /** Where it can be seen. */
  url: string
  state: 'arrived' | 'underWay' | 'failed'
  /** How far it has come, or why it has not. */
  words: string
}

/** What became of files that were given: `ids` of those on their way, `notes` about those that were not taken. */
export type Added = { ids: readonly string[]; notes: readonly string[] }

/** The files of a text, uploaded by somebody else. */
export type Attachments = {
  files: readonly Attachment[]
  /**
   * A drop or paste must be handed over while its event is handled. `as` is what they have to be, where that was
   * asked for.
   */
  add(given: DataTransfer | readonly File[], as?: FileKind): Promise<Added>
  /** The attachments by these ids, as they are just now. */
  find(ids: readonly string[]): readonly Attachment[]
  retry(id: string): void
  remove(id: string): void
}

/** How a text refers to a file: shown, played, or linked. */
export function referenceTo({ kind, path }: Pick<Attachment, 'kind' | 'path'>): string {
  return referring(kind, path, kind === 'file' ? nameOf(path) : stemOf(path))
}

/** The same while it is on its way. */
export function placeholderFor({ kind, path }: Pick<Attachment, 'kind' | 'path'>): string {
  return referring(kind, path, `Uploading ${nameOf(path)}…`)
}

/** The placeholders in a text, whether their files are on their way or not. */
export const placeholdersIn = (text: string): string[] =>
  text.match(/!?\[Uploading (?:[^[\]\\\n]|\\.)*…\]\((?:pictures|audio|files)\/[^()\s]+\)/g) ?? []

function referring(kind: FileKind, path: string, words: string): string {
  const named = `[${words.replace(/[[\]\\]/g, '\\$&')}](${addressOf(kind, path)})`
  return kind === 'file' ? named : `!${named}`
}

const addressOf = (kind: FileKind, path: string) =>
  `${kindFolders[kind]}/${path}`.replace(/[%\s()<>\\]/g, char => escapes[char] ?? encodeURIComponent(char))

const escapes: Record<string, string> = { '(': '%28', ')': '%29' }

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const stemOf = (path: string) =>
  nameOf(path)
    .replace(/(?<=.)\.\w+$/, '')
    .replace(/[-_]+/g, ' ')

/** Turns a text's placeholder for a file into something else; undefined where it is no longer there. */
export function settled({ text, start, end }: Field, placeholder: string, words: string): Edit | undefined {
  const from = text.indexOf(placeholder)
  if (from === -1) return undefined
  const to = from + placeholder.length
  const grown = words.length - placeholder.length
  const after = (place: number) => (place <= from ? place : Math.max(from, place + grown))
  return { ...replacement(from, to, words), start: after(start), end: after(end) }
}
