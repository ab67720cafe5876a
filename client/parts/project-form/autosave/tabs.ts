import type { AutosaveAnswer } from '../../../../src/autosave.ts'
import { newId } from '../../../ui/new-id.ts'

/**
 * What a tab tells the others of this browser, of the same account, once it has kept something; `isOver` once that
 * has been saved or discarded.
 */
export type Told = AutosaveAnswer & { project: string | null; isOver?: boolean }

/** The other tabs of this browser. */
export type OtherTabs = {
  /** This tab's name, new whenever a page is opened in it. */
  name: string
  tell(told: Told): void
  /** Calls back until the answer is called. */
  listen(hear: (told: Told) => void): () => void
  /** The names of tabs that are open. */
  open(): Promise<Set<string>>
}

const prefix = 'muzhack-tab:'

export function otherTabs(account: string): OtherTabs {
  const name = newId()
  const channelName = `muzhack-typed:${account}`
  return {
    name,
    tell(told) {
      const channel = new BroadcastChannel(channelName)
      channel.postMessage({ ...told, from: name })
      channel.close()
    },
    listen(hear) {
      const stop = new AbortController()
      const channel = new BroadcastChannel(channelName)
      channel.addEventListener('message', ({ data }: MessageEvent<Told & { from: string }>) => {
        if (data.from !== name) hear(data)
      })
      holdName(name, stop.signal)
      return () => {
        channel.close()
        stop.abort()
      }
    },
    open: openTabs,
  }
}

/** A lock is given back when the tab closes, however it does. */
function holdName(name: string, signal: AbortSignal) {
  const held = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
  void navigator.locks?.request(prefix + name, () => held)
}

async function openTabs(): Promise<Set<string>> {
  const locks = await navigator.locks?.query()
  const names = locks?.held?.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name] : [])) ?? []
  return new Set(names.map(name => name.slice(prefix.length)))
}
