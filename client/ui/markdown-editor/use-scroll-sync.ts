import { type RefObject, useEffect } from 'react'
import { lineTops } from './line-tops.ts'

/** Matching places of two panes, top to bottom, in pixels. */
type Pair = { area: number; preview: number }

/** Keeps the same passage in sight on both sides; whichever is under the pointer or typed in leads. */
export function useScrollSync(
  areaOf: RefObject<HTMLTextAreaElement | null>,
  previewOf: RefObject<HTMLElement | null>,
  isOn: boolean,
) {
  useEffect(() => {
    const area = areaOf.current
    const preview = previewOf.current
    if (!isOn || !area || !preview) return undefined
    const stop = new AbortController()
    const { signal } = stop
    let leader: HTMLElement = area
    let pairs: Pair[] | undefined

    const lead = (element: HTMLElement) => {
      for (const event of ['pointerenter', 'wheel', 'touchstart', 'focusin', 'keydown'])
        element.addEventListener(event, () => (leader = element), { signal, passive: true })
    }
    const follow = () => {
      pairs ??= pairsOf(area, preview)
      if (pairs.length === 0) return
      if (leader === area) preview.scrollTop = matching(pairs, 'area', area.scrollTop)
      else area.scrollTop = matching(pairs, 'preview', preview.scrollTop)
    }
    const measureAnew = () => {
      pairs = undefined
      if (leader === area) follow()
    }

    lead(area)
    lead(preview)
    area.addEventListener('scroll', () => leader === area && follow(), { signal, passive: true })
    preview.addEventListener('scroll', () => leader === preview && follow(), { signal, passive: true })
    const changes = new MutationObserver(measureAnew)
    changes.observe(preview, { childList: true, subtree: true })
    const sizes = new ResizeObserver(() => (pairs = undefined))
    for (const element of [area, preview]) sizes.observe(element)
    // Pictures arrive later than the text around them.
    preview.addEventListener('load', () => (pairs = undefined), { signal, capture: true })
    area.addEventListener('input', () => (pairs = undefined), { signal })
    return () => {
      stop.abort()
      changes.disconnect()
      sizes.disconnect()
    }
  }, [areaOf, previewOf, isOn])
}

/** None where one side is in sight as a whole. */
function pairsOf(area: HTMLTextAreaElement, preview: HTMLElement): Pair[] {
  const end: Pair = {
    area: area.scrollHeight - area.clientHeight,
    preview: preview.scrollHeight - preview.clientHeight,
  }
  if (end.area <= 0 || end.preview <= 0) return []
  const tops = lineTops(area)
  const top = preview.getBoundingClientRect().top - preview.scrollTop
  const blocks = [...preview.querySelectorAll<HTMLElement>('[data-line]')].map(block => ({
    area: tops[Number(block.dataset.line)] ?? 0,
    preview: block.getBoundingClientRect().top - top,
  }))
  const between = blocks.filter(
    pair => pair.area > 0 && pair.preview > 0 && pair.area < end.area && pair.preview < end.preview,
  )
  return [{ area: 0, preview: 0 }, ...between, end]
}

/** The other side's place, in proportion between the two pairs around it. */
function matching(pairs: readonly Pair[], side: keyof Pair, place: number): number {
  const other = side === 'area' ? 'preview' : 'area'
  const next = pairs.findIndex(pair => pair[side] > place)
  const after = pairs.at(next)
  const before = pairs.at(next === -1 ? -2 : Math.max(next - 1, 0))
  if (!after || !before) return 0
  const share = (place - before[side]) / (after[side] - before[side] || 1)
  return before[other] + Math.min(share, 1) * (after[other] - before[other])
}
