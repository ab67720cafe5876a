import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

type Props = {
  title: string
  /** Asked for by Escape too. */
  onClose: () => void
  /** `wide` for what has to be compared. */
  size?: 'wide'
  children: ReactNode
}

/**
 * A question over the page, open while it is rendered. The focus begins at what carries `data-focus`, and returns to
 * where it was.
 */
export function Dialog({ title, onClose, size, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()

  // Before anything else happens: what an answer does may need the page back.
  useLayoutEffect(() => {
    const before = document.activeElement
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('[data-focus]')?.focus()
    return () => close(element, before)
  }, [])

  return (
    <dialog
      ref={dialog}
      className={size ? `dialog ${size}` : 'dialog'}
      aria-labelledby={heading}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  )
}

/** Closes, and brings the focus back to where it was; in a text with its selection, which browsers forget. */
function close(dialog: HTMLDialogElement | null, before: Element | null) {
  const selection = before instanceof HTMLTextAreaElement ? selectionIn(before) : undefined
  dialog?.close()
  if (before instanceof HTMLElement) before.focus()
  if (before instanceof HTMLTextAreaElement && selection) before.setSelectionRange(...selection)
}

const selectionIn = ({ selectionStart, selectionEnd }: HTMLTextAreaElement) =>
  [selectionStart, selectionEnd] as const
