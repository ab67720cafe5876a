import { type RefObject, useEffect, useState } from 'react'
import { type Attachment, type Attachments, placeholderFor, referenceTo, settled } from './attachments.ts'
import { blockBelow } from './blocks.ts'
import { type Edit, type Field, replacement } from './edit.ts'
import { apply, applyUnseen, fieldOf } from './textarea.ts'

export type Uploading = {
  /** What was added here and has not arrived. */
  files: readonly Attachment[]
  notes: readonly string[]
  add(given: DataTransfer | readonly File[]): Promise<void>
  retry(id: string): void
  remove(id: string): void
  forgetNotes(): void
}

/** Files added at the caret: a placeholder each, that turns into the reference once the file is there. */
export function useUploads(
  area: RefObject<HTMLTextAreaElement | null>,
  attachments: Attachments | undefined,
): Uploading {
  const [pending, setPending] = useState<readonly string[]>([])
  const [notes, setNotes] = useState<readonly string[]>([])
  const files = attachments?.files.filter(({ id }) => pending.includes(id)) ?? []
  const arrived = files.filter(({ state }) => state === 'arrived')

  function replace(file: Attachment, words: string) {
    const element = area.current
    const edit = element && settled(fieldOf(element), placeholderFor(file), words)
    if (!edit) return
    // Somebody who writes elsewhere meanwhile must not be torn away for this.
    if (document.activeElement === element) apply(element, edit)
    else applyUnseen(element, edit)
  }

  useEffect(() => {
    if (arrived.length === 0) return
    // Not within the effect: React would put the text back before it hears of the change.
    queueMicrotask(() => arrived.forEach(file => replace(file, referenceTo(file))))
    setPending(ids => ids.filter(id => !arrived.some(file => file.id === id)))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for every file that arrives
  }, [arrived.map(({ id }) => id).join()])

  return {
    files: files.filter(({ state }) => state !== 'arrived'),
    notes,
    async add(given) {
      if (!attachments) return
      const { ids, notes } = await attachments.add(given)
      setNotes(notes)
      const element = area.current
      const added = attachments.find(ids)
      if (!element || added.length === 0) return
      apply(element, placing(fieldOf(element), added))
      setPending(before => [...before, ...ids])
    },
    retry: id => attachments?.retry(id),
    remove(id) {
      const file = files.find(file => file.id === id)
      if (file) replace(file, '')
      setPending(ids => ids.filter(other => other !== id))
      attachments?.remove(id)
      area.current?.focus()
    },
    forgetNotes: () => setNotes([]),
  }
}

/** One where the caret is; several, on lines of their own. */
function placing(field: Field, files: readonly Attachment[]): Edit {
  const placeholders = files.map(placeholderFor)
  if (placeholders.length > 1) return blockBelow(field, placeholders.join('\n\n'))
  return replacement(field.start, field.end, placeholders[0] ?? '')
}
