import { Refusal } from './refusal.ts'

const longestLine = 8 * 1024
const mostTrailers = 20

/** Takes `aws-chunked` apart: yields the bytes as they come, and puts what follows them into `trailers`. */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const input = openInput(source)
  for (let size = sizeOf(await input.line()); size > 0; size = sizeOf(await input.line())) {
    yield* input.bytes(size)
    if ((await input.line()) !== '') throw malformed()
  }
  for (let line = await input.line(); line !== ''; line = await input.line()) {
    const [name = '', ...value] = line.split(':')
    trailers.set(name.trim().toLowerCase(), value.join(':').trim())
    if (trailers.size > mostTrailers) throw malformed()
  }
  if (await input.more()) throw malformed()
}

function openInput(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  async function more(): Promise<boolean> {
    const { done, value } = await chunks.next()
    if (!done) held = held.length === 0 ? value : Buffer.concat([held, value])
    return !done
  }

  return {
    more: async () => held.length > 0 || (await more()),
    /** Without its end; empty at the end of all. */
    async line(): Promise<string> {
      let end = held.indexOf('\r\n')
      while (end < 0 && held.length <= longestLine && (await more())) end = held.indexOf('\r\n')
      if (end > longestLine || (end < 0 && held.length > 0)) throw malformed()
      const line = held.toString('latin1', 0, Math.max(end, 0))
      held = held.subarray(end < 0 ? 0 : end + 2)
      return line
    },
    async *bytes(size: number): AsyncGenerator<Buffer> {
      for (let left = size; left > 0; ) {
        if (held.length === 0 && !(await more())) throw malformed()
        const some = held.subarray(0, left)
        held = held.subarray(some.length)
        left -= some.length
        yield some
      }
    },
  }
}

/** A chunk begins with its length; what may follow a semicolon belongs to kinds of signature that we refuse. */
function sizeOf(line: string): number {
  const [, size] = /^([0-9a-f]{1,10})(?:;.*)?$/i.exec(line) ?? []
  if (size === undefined) throw malformed()
  return Number.parseInt(size, 16)
}

function malformed(): Refusal {
  return new Refusal('IncompleteBody', 'The chunks of the body are not well-formed, or some are missing.')
}
