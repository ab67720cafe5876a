import { type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { panelId, tabId } from '../tabs.tsx'
import { useIsWide } from './use-is-wide.ts'

const tabs = ['Write', 'Preview'] as const

/** Text and preview: side by side where there is room, else one at a time. */
export function usePanes(
  id: string,
  area: RefObject<HTMLElement | null>,
  preview: RefObject<HTMLElement | null>,
) {
  const element = useRef<HTMLDivElement>(null)
  const isWide = useIsWide(element)
  const [tab, setTab] = useState<string>('Write')
  const [isPreviewOn, setPreviewOn] = useState(true)

  function togglePreview() {
    if (isWide) return setPreviewOn(!isPreviewOn)
    flushSync(() => setTab(tab === 'Write' ? 'Preview' : 'Write'))
    const shown = tab === 'Write' ? preview : area
    shown.current?.focus()
  }

  return {
    areBoth: isWide && isPreviewOn,
    isWriting: isWide || tab === 'Write',
    isPreviewShown: isWide ? isPreviewOn : tab === 'Preview',
    togglePreview,
    root: { ref: element, 'data-tab': tab.toLowerCase(), 'data-preview': isPreviewOn ? 'on' : 'off' },
    tabs: { id, tabs, chosen: tab, onChoose: setTab },
    panel: (of: (typeof tabs)[number]) => ({
      id: panelId(id, of),
      role: 'tabpanel',
      'aria-labelledby': tabId(id, of),
    }),
  }
}
