import { type RefObject, useEffect, useRef } from 'react'

/** As wide as help.css says. */
const roomy = '(min-width: 1000px)'

/**
 * A dialog that stands beside the page where there is room, and over all of it elsewhere; open while it is rendered.
 * The focus begins at what carries `data-focus="beside"` or `"over"`, and returns to where it was.
 */
export function usePanel(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    if (!element) return undefined
    const before = document.activeElement
    const wide = matchMedia(roomy)
    const show = () => place(element, wide.matches)
    show()
    focusOn(element, wide.matches ? 'beside' : 'over')
    wide.addEventListener('change', show)
    element.addEventListener('click', keepPage)
    return () => {
      wide.removeEventListener('change', show)
      element.removeEventListener('click', keepPage)
      const isElsewhere =
        document.activeElement !== document.body && !element.contains(document.activeElement)
      element.close()
      if (!isElsewhere && before instanceof HTMLElement) before.focus()
    }
  }, [])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (isBehindAnother(dialog.current)) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])

  return dialog
}

/** Opens it anew where the window has become wider or narrower, with the focus where it was. */
function place(element: HTMLDialogElement, beside: boolean) {
  const focused = document.activeElement
  element.close()
  if (beside) element.show()
  else element.showModal()
  if (focused instanceof HTMLElement && element.contains(focused)) focused.focus()
}

const focusOn = (element: HTMLElement, place: 'beside' | 'over') =>
  element.querySelector<HTMLElement>(`[data-focus="${place}"]`)?.focus()

/** A sample's link opens in a tab of its own: the text being written stays. */
function keepPage({ target }: MouseEvent) {
  const link = target instanceof Element ? target.closest('a') : null
  if (link && !link.getAttribute('href')?.startsWith('#')) link.target = '_blank'
}

function isBehindAnother(element: HTMLDialogElement | null): boolean {
  const modal = document.querySelector('dialog:modal')
  return modal !== null && modal !== element
}
