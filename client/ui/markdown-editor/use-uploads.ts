import { type RefObject, useEffect, useState } from 'react'
import {
  type Attachment,
  type Attachments,
  placeholderFor,
  placeholdersIn,
  referenceTo,
  settled,
} from './attachments.ts'
import { blockBelow } from './blocks.ts'
import { type Edit, type Field, replacement } from './edit.ts'
import { apply, applyUnseen, fieldOf } from './textarea.ts'

export type Uploading = {
  /** What this text refers to and has not arrived. */
  files: readonly Attachment[]
  /** Placeholders of files that nobody brings any more: the page was left while they were on their way. */
  lost: readonly string[]
  notes: readonly string[]
  add: (...given: Parameters<Attachments['add']>) => Promise<void>
  retry(id: string): void
  remove(file: Attachment): void
  removeLost(placeholder: string): void
  forgetNotes(): void
}

/** Files added at the caret: a placeholder each, that turns into the reference once the file is there. */
export function useUploads(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
  attachments: Attachments | undefined,
): Uploading {
  const [notes, setNotes] = useState<readonly string[]>([])
  const placeholders = attachments ? placeholdersIn(text) : []
  const files = attachments?.files.filter(file => placeholders.includes(placeholderFor(file))) ?? []
  const arrived = files.filter(({ state }) => state === 'arrived')

  function replace(placeholder: string, words: string) {
    const element = area.current
    const edit = element && settled(fieldOf(element), placeholder, words)
    if (!edit) return
    // Somebody who writes elsewhere meanwhile must not be torn away for this.
    if (document.activeElement === element) apply(element, edit)
    else applyUnseen(element, edit)
  }

  useEffect(() => {
    // Not within the effect: React would put the text back before it hears of the change.
    queueMicrotask(() => arrived.forEach(file => replace(placeholderFor(file), referenceTo(file))))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for every file that arrives
  }, [arrived.map(({ id }) => id).join()])

  return {
    files: files.filter(({ state }) => state !== 'arrived'),
    lost: placeholders.filter(placeholder => !files.some(file => placeholderFor(file) === placeholder)),
    notes,
    async add(...given) {
      if (!attachments) return
      const { ids, notes } = await attachments.add(...given)
      setNotes(notes)
      const element = area.current
      const added = attachments.find(ids)
      if (element && added.length > 0) apply(element, placing(fieldOf(element), added))
    },
    retry: id => attachments?.retry(id),
    remove(file) {
      replace(placeholderFor(file), '')
      attachments?.remove(file.id)
      area.current?.focus()
    },
    removeLost(placeholder) {
      replace(placeholder, '')
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
