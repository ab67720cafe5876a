import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** A key has 1,024 bytes at most. */
const longest = 16 * 1024

/** The lines of a text, without their ends; no more than one is held, and none that is longer than any of ours. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const some of bytes) {
    rest = Buffer.concat([rest, some])
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      yield rest.subarray(0, end).toString('utf8')
      rest = rest.subarray(end + 1)
    }
    if (rest.length > longest)
      throw new Stop(exit.failed, 'A line of the backup is longer than any that is written.')
  }
  if (rest.length > 0) yield rest.toString('utf8')
}
