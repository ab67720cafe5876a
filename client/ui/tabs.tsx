import { type KeyboardEvent, useRef } from 'react'

type Props = {
  id: string
  label: string
  tabs: readonly string[]
  /** What a tab reads, where that is not its name. */
  titleOf?: (tab: string) => string
  /** Whether they stand in several rows: then the arrows up and down choose too. */
  wraps?: boolean
  chosen: string
  onChoose: (tab: string) => void
}

export const tabId = (id: string, tab: string) => `${id}-${tab.toLowerCase()}-tab`
export const panelId = (id: string, tab: string) => `${id}-${tab.toLowerCase()}`

/** A row of tabs, one of them in the tab order; arrows, Home and End choose among them. */
export function Tabs({ id, label, tabs, titleOf = tab => tab, wraps = false, chosen, onChoose }: Props) {
  const row = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const to = target(wraps ? sideways(event.key) : event.key, tabs.indexOf(chosen), tabs.length)
    const tab = to === undefined ? undefined : tabs.at(to)
    if (tab === undefined) return
    event.preventDefault()
    onChoose(tab)
    row.current?.querySelector<HTMLElement>(`#${CSS.escape(tabId(id, tab))}`)?.focus()
  }

  return (
    <div ref={row} className="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {tabs.map(tab => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={tabId(id, tab)}
          aria-controls={panelId(id, tab)}
          aria-selected={tab === chosen}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {titleOf(tab)}
        </button>
      ))}
    </div>
  )
}

const sideways = (key: string) => key.replace('Down', 'Right').replace('Up', 'Left')

function target(key: string, now: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (now + 1) % count
  if (key === 'ArrowLeft') return (now - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}
