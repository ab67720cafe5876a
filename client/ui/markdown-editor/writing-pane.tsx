import { type ClipboardEvent, type DragEvent, type RefObject, useLayoutEffect, useState } from 'react'
import { writeIn } from './help-place.ts'
import { filesIn, paste } from './pasting.ts'

type Props = {
  area: RefObject<HTMLTextAreaElement | null>
  /** What its label, hint and problem need of it. */
  control: object
  value: string
  onChange: (text: string) => void
  /** Takes files; absent where a text has none. */
  onFiles: ((given: DataTransfer) => void) | undefined
  isPlainPaste: () => boolean
}

/** The text itself: a plain field, that files can be dropped and pasted on. */
export function WritingPane({ area, control, value, onChange, onFiles, isPlainPaste }: Props) {
  const [isOver, setOver] = useState(false)
  useGrowing(area, value)

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { clipboardData: data, currentTarget } = event
    if (onFiles && filesIn(data)) {
      event.preventDefault()
      onFiles(data)
    } else if (!isPlainPaste() && paste(currentTarget, data)) event.preventDefault()
  }

  function onDrop(event: DragEvent) {
    setOver(false)
    if (!onFiles || !bringsFiles(event)) return
    event.preventDefault()
    onFiles(event.dataTransfer)
  }

  return (
    <textarea
      ref={area}
      className={isOver ? 'input over' : 'input'}
      {...control}
      rows={10}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onFocus={({ currentTarget }) => writeIn(currentTarget)}
      onPaste={onPaste}
      onDragOver={event => {
        if (!onFiles || !bringsFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    />
  )
}

const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** Where the style cannot say that a field is as high as its text. */
function useGrowing(area: RefObject<HTMLTextAreaElement | null>, value: string) {
  useLayoutEffect(() => {
    if (area.current && !CSS.supports('field-sizing', 'content')) growToText(area.current)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text decides how high
  }, [area, value])
}

function growToText(element: HTMLTextAreaElement) {
  element.style.height = 'auto'
  element.style.height = `${element.scrollHeight}px`
}
