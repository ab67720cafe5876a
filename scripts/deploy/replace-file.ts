import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../../server/files/embedded/stored.ts'

/** Puts a text in the place of a file, or leaves what is there: whoever reads it, even after a power cut, sees one. */
export async function replaceFile(path: string, text: string, mode = 0o644): Promise<void> {
  const written = `${path}.new`
  const file = await open(written, 'w', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(written, path)
  await syncFolder(dirname(path))
}
