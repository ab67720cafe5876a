import { addAbortSignal } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Files } from '../../files/files.ts'

const patience = 60_000
const mostBreaks = 5

/**
 * All bytes of an object, which has this size: goes on in the middle where the connection broke or nothing more comes,
 * and throws rather than end too early.
 */
export async function* bytesOf(
  files: Pick<Files, 'get'>,
  { key, size }: { key: string; size: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let breaks = 0; at < size; breaks++) {
    try {
      for await (const bytes of bytesFrom(files, key, at, size, signal)) {
        at += bytes.length
        breaks = 0
        yield bytes
      }
      if (at < size) throw new Error(`${key} ended too early`)
    } catch (error) {
      if (signal.aborted || breaks >= mostBreaks || error instanceof OtherObject) throw error
      await pause(200 * 2 ** breaks, undefined, { signal })
    }
  }
}

class OtherObject extends Error {}

async function* bytesFrom(
  files: Pick<Files, 'get'>,
  key: string,
  start: number,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const opened = await files.get(key, { start })
  if (!opened) throw new OtherObject(`${key} is not in the store`)
  const body = addAbortSignal(signal, opened.body)
  const stalls = () => setTimeout(() => body.destroy(new Error(`nothing more came of ${key}`)), patience)
  let stalled = stalls()
  try {
    if (opened.size !== size - start) throw new OtherObject(`${key} has another size than it was saved with`)
    for await (const bytes of body) {
      clearTimeout(stalled)
      yield bytes
      stalled = stalls()
    }
  } finally {
    clearTimeout(stalled)
    body.destroy()
  }
}
