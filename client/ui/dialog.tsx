import { type ReactNode, useEffect, useId, useRef } from 'react'

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

  useEffect(() => {
    const before = document.activeElement
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('[data-focus]')?.focus()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
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
