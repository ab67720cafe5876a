import { join } from 'node:path'
import { formatSize } from '../../src/format.ts'
import type { Say } from '../deploy/say.ts'
import { Stop } from '../deploy/stop.ts'
import { eachOf } from './each.ts'
import { exit } from './exit.ts'
import { readBytes, readStored, readThrough } from './files.ts'
import { type Backup, readEntries } from './opened.ts'
import { everyFewSeconds } from './progress.ts'

const atOnce = 2

/** Reads all of the backup: its sums, and with a key also whether everything opens and has its size. */
export async function checkBackup(backup: Backup, say: Say): Promise<void> {
  const { sums, sealed, name } = backup
  const problems: string[] = []
  const sizes = sealed ? new Map<string, number>() : await sizesIn(backup, problems)
  let [read, bytes] = [0, 0]
  const tell = () => say('step', `Read ${read} of ${sums.size} files (${formatSize(bytes)})`, { read, bytes })
  await everyFewSeconds(tell, () =>
    eachOf(sums.keys(), atOnce, async path => {
      const size = await sizeOf(backup, path).catch((error: unknown) => noted(problems, error))
      read++
      bytes += size ?? 0
      if (size !== undefined && size !== (sizes.get(path) ?? size))
        problems.push(`${join(backup.folder, path)} has another size than the list says.`)
    }),
  )
  for (const problem of problems.slice(0, 20)) say('warning', problem)
  if (problems.length > 0)
    throw new Stop(exit.failed, `${name} is damaged: ${problems.length} of its ${sums.size} files.`)
  say('done', `${name} is whole: ${sums.size} files (${formatSize(bytes)}). ${how(backup)}`, {
    backup: name,
    files: sums.size,
  })
}

const how = ({ sealed, manifest }: Backup) => {
  if (sealed) return 'Sums of the encrypted files were compared; with --identity they are opened as well.'
  return manifest.recipients.length > 0 ? 'All were opened.' : 'It is not encrypted.'
}

function sizeOf(backup: Backup, path: string): Promise<number> {
  return readThrough(backup.sealed ? readStored(backup, path) : readBytes(backup, path))
}

async function sizesIn(backup: Backup, problems: string[]): Promise<Map<string, number>> {
  try {
    return new Map((await readEntries(backup)).map(({ file = '', size }) => [file, size]))
  } catch (error) {
    noted(problems, error)
    return new Map()
  }
}

/** The wrong key is wrong for all; what is damaged is one of many. */
function noted(problems: string[], error: unknown): undefined {
  if (!(error instanceof Stop) || error.exitCode === exit.refused) throw error
  if (!problems.includes(error.message)) problems.push(error.message)
}
