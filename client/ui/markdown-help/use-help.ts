import { useEffect, useState } from 'react'
import type { MarkdownHelp } from '../../../src/markdown-help.ts'
import { paths } from '../../../src/paths.ts'
import { call, refusalIn } from '../../api.ts'

export type Loaded = { help: MarkdownHelp } | { problem: string } | undefined

/** The help as the server rendered it; undefined while it is on its way. */
export function useHelp(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>()

  useEffect(() => {
    const stop = new AbortController()
    void load(stop.signal).then(loaded => stop.signal.aborted || setLoaded(loaded))
    return () => stop.abort()
  }, [])

  return loaded
}

async function load(signal: AbortSignal): Promise<Loaded> {
  try {
    return { help: await call<MarkdownHelp>('GET', paths.api.markdownHelp, undefined, signal) }
  } catch (error) {
    if (signal.aborted) return undefined
    const refusal = refusalIn(error)
    if (!refusal) throw error
    return { problem: refusal.message }
  }
}
