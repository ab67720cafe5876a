import type { FoundFile } from './uploader.ts'

/** What was dropped or pasted, folders opened, and a sentence for what could not be read. */
export type Dropped = { found: FoundFile[]; notes: string[] }

/** Must be called while the drop event is handled: afterwards browsers have forgotten it. */
export async function readDrop(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const entries = items.map(item => item.webkitGetAsEntry() ?? item.getAsFile())
  const dropped: Dropped = { found: [], notes: [] }
  for (const entry of entries) await open(entry, dropped)
  return dropped
}

/** What was picked by a dialog, of files or of a folder. */
export const readPicked = (files: Iterable<File>): FoundFile[] =>
  [...files].map(file => ({ file, path: file.webkitRelativePath || file.name }))

async function open(entry: FileSystemEntry | File | null, dropped: Dropped): Promise<void> {
  if (entry === null) return
  if (entry instanceof File) {
    dropped.found.push({ file: entry, path: entry.name })
    return
  }
  try {
    if (isFolder(entry)) for (const inner of await contentOf(entry)) await open(inner, dropped)
    else if (isFile(entry)) dropped.found.push({ file: await fileOf(entry), path: entry.fullPath })
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    dropped.notes.push(`${entry.name} could not be read. Is it still there?`)
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** A folder is read in batches of a hundred, until an empty one. */
async function contentOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return all
    all.push(...batch)
  }
}
