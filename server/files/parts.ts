/** What is held in memory at a time; 10,000 of them are 80 GB. */
export const partSize = 8 * 1024 * 1024

/** The same bytes in parts of one size, the last one smaller. All share one memory: each is good until the next is asked for. */
export async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  const memory = Buffer.allocUnsafeSlow(partSize)
  let filled = 0
  for await (const bytes of body) {
    for (let from = 0; from < bytes.length; ) {
      const some = bytes.subarray(from, from + partSize - filled)
      memory.set(some, filled)
      from += some.length
      filled += some.length
      if (filled < partSize) continue
      yield memory
      filled = 0
    }
  }
  if (filled > 0) yield memory.subarray(0, filled)
}

/** What was looked at already, and the rest. */
export async function* begunWith(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    yield* rest
  } finally {
    // Whoever took only the first has not begun with these.
    await rest.return(undefined)
  }
}
