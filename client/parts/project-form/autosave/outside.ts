import type { AutosaveAnswer, AutosaveChange, AutosaveKept } from '../../../../src/autosave.ts'
import { paths } from '../../../../src/paths.ts'
import { call } from '../../../api.ts'
import { newId } from '../../../ui/new-id.ts'
import { type Copy, copyKey, keepCopy, type Shelf } from './copies.ts'
import type { OtherTabs, Told } from './tabs.ts'
import { timing } from './timing.ts'

/** What the keeper needs of the world. */
export type Outside = {
  /** Throws Refused, as `remove` does. */
  put(id: string, change: AutosaveChange): Promise<AutosaveAnswer>
  remove(kept: AutosaveKept): Promise<void>
  /** Whether requests go out in the maker's name: another may have logged in since, in another tab. */
  isSignedIn(): boolean
  /** Whether this browser has it now. */
  keepCopy(copy: Copy): boolean
  forgetCopy(id: string): void
  tellOthers(told: Told): void
  newId(): string
  now(): number
  /** Acts in so many ms, unless the answer is called. */
  after(time: number, act: () => void): () => void
}

/** `replaced` are keys of copies that this tab goes on with: they go once it has kept its own. */
export function browserOutside(account: string, tabs: OtherTabs, replaced: Set<string>): Outside {
  const keyOf = (id: string) => copyKey(account, id, tabs.name)

  function forgetReplaced() {
    for (const key of replaced) shelf()?.removeItem(key)
    replaced.clear()
  }

  return {
    put: putAutosave,
    remove: removeAutosave,
    isSignedIn: () => !document.cookie.includes('muzhack-name=') || readerIs(account),
    keepCopy(copy) {
      const isKept = keepCopy(shelf(), keyOf(copy.id), copy)
      if (isKept) forgetReplaced()
      return isKept
    },
    forgetCopy(id) {
      shelf()?.removeItem(keyOf(id))
      forgetReplaced()
    },
    tellOthers: tabs.tell,
    newId,
    now: Date.now,
    after(time, act) {
      const timer = setTimeout(act, time)
      return () => clearTimeout(timer)
    },
  }
}

export const putAutosave = (id: string, change: AutosaveChange) =>
  call<AutosaveAnswer>('PUT', paths.api.autosave({ id }), change, AbortSignal.timeout(timing.patience), {
    outlives: true,
  })

export async function removeAutosave({ id, revision }: AutosaveKept): Promise<void> {
  await call('DELETE', `${paths.api.autosave({ id })}?revision=${revision}`)
}

/** Undefined where the browser keeps nothing for sites. */
export function shelf(): Shelf | undefined {
  try {
    return localStorage
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

const readerIs = (account: string) => document.cookie.split('; ').includes(`muzhack-name=${account}`)
