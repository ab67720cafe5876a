import { type RefObject, useEffect, useState } from 'react'

/** In pixels: room for two panes side by side. `editor.css` asks for the same. */
const wide = 736

/** Whether an element has room for two panes; false until the browser has taken over. */
export function useIsWide(element: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(false)
  useEffect(() => {
    if (!element.current) return undefined
    const sizes = new ResizeObserver(([entry]) => setWide((entry?.borderBoxSize[0]?.inlineSize ?? 0) >= wide))
    sizes.observe(element.current)
    return () => sizes.disconnect()
  }, [element])
  return isWide
}
