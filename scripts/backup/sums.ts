import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import { linesOf } from './lines.ts'

/** SHA-256 in hex of files as they are stored, by their path from the backup's folder. */
export type Sums = Map<string, string>

/** What ends a backup: `sha256sum --check SHA256SUMS` reads it as well. */
export const sumsFile = 'SHA256SUMS'

export const sumLine = (path: string, sum: string) => `${sum}  ${path}\n`

const line = new RegExp(
  String.raw`^([0-9a-f]{64}) {2}(manifest\.json|(?:database\.dump|objects\.jsonl)(?:\.age)?|` +
    String.raw`\.\./objects/[0-9a-f]{2}/[0-9a-f]{64}(?:\.age)?)$`,
)

/** Names nothing but the files of a backup and the objects beside it. */
export async function readSums(folder: string): Promise<Sums> {
  const file = join(folder, sumsFile)
  const sums: Sums = new Map()
  for await (const text of linesOf(createReadStream(file))) {
    const [, sum, path] = line.exec(text) ?? []
    if (sum === undefined || path === undefined || sums.has(path))
      throw new Stop(exit.failed, `${file} is damaged: line ${sums.size + 1} is none that a backup writes.`)
    sums.set(path, sum)
  }
  return sums
}
