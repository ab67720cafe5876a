import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Autosave } from '../../../../src/autosave.ts'
import { paths } from '../../../../src/paths.ts'
import { contentOf, isSameContent, nothingTyped } from './content.ts'
import { createKeeper, type Keeper, type Keeping } from './keeper.ts'
import { browserOutside } from './outside.ts'
import { type OtherTabs, otherTabs, type Told } from './tabs.ts'
import type { Form } from './use-autosave.ts'

/** What keeps the work of this page; `replaced` are keys of copies of closed tabs that it goes on with. */
export type Desk = { keeper: Keeper; tabs: OtherTabs; replaced: Set<string> }

/** One for as long as the page is open. */
export function useDesk(owner: string, begun: Autosave | null): Desk {
  const [desk] = useState(() => {
    const tabs = otherTabs(owner)
    const replaced = new Set<string>()
    return { tabs, replaced, keeper: createKeeper(begun, browserOutside(owner, tabs, replaced)) }
  })
  return desk
}

/** Hands over what is typed, once `isReady`. */
export function useKeeping({ keeper }: Desk, form: Form, isReady: boolean): Keeping {
  const { saved, base, texts, uploads } = form
  const { items, cover } = uploads
  const keeping = useSyncExternalStore(keeper.subscribe, keeper.keeping, keeper.keeping)

  useEffect(() => {
    if (!isReady) return
    const content = contentOf(texts, { items, cover, hold: null })
    const differs = !isSameContent(content, saved ?? nothingTyped)
    const { id = null, version = null } = base.current ?? {}
    keeper.type({ content, differs, project: id, baseVersion: version })
    if (saved === null) showAddress(differs ? paths.createFrom({ id: keeper.id() }) : paths.create)
  }, [isReady, keeper, base, saved, texts, items, cover])

  useEffect(() => followPage(keeper), [keeper])
  return keeping
}

/** So that a reload goes on. */
function showAddress(address: string) {
  if (location.pathname + location.search !== address) history.replaceState(history.state, '', address)
}

function followPage({ hurry, resume }: Keeper) {
  const stop = new AbortController()
  const { signal } = stop
  const look = () => (document.visibilityState === 'hidden' ? hurry() : resume())
  document.addEventListener('visibilitychange', look, { signal })
  addEventListener('pagehide', hurry, { signal })
  addEventListener('online', resume, { signal })
  // A page that comes back as it was left does not know what was saved since.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload(), { signal })
  return () => stop.abort()
}

/** What another tab kept of the same work, where nothing is typed here; else its maker is asked at once. */
export function useElsewhere({ keeper, tabs }: Desk, project: string | null, keeping: Keeping): Told | null {
  const [told, setTold] = useState<Told | null>(null)
  useEffect(
    () =>
      tabs.listen(told => {
        if (told.id !== keeper.id() && (project === null || told.project !== project)) return
        if (told.isOver) keeper.goOnFrom(null)
        else keeper.hurry()
        setTold(told)
      }),
    [keeper, tabs, project],
  )
  return told && isNewsTo(keeping, told) ? told : null
}

const isNewsTo = (keeping: Keeping, { updated }: Told) =>
  keeping.at === 'nothing' || (keeping.at === 'kept' && keeping.updated < updated)
